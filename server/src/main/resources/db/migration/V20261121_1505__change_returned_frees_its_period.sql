-- A payment for another tariff that came too late and was returned must not keep the renewal from its period.
drop index payments.payment_one_per_period;
create unique index payment_one_per_period on payments.payment (period_number, subscription_id, customer_id)
    where subscription_id is not null and state not in ('canceled', 'failed')
      and not (purpose = 'change' and settled_minor > 0 and refunded_minor = settled_minor);
