select p.id, a.number, a.state, a.provider_payment_id, p.purpose, p.subscription_id, coalesce(p.period_number, -1),
       coalesce((select t.amount_minor from ledger.transfer t
                  where t.customer_id = p.customer_id and t.idempotency_key = 'charge:' || p.id || ':' || a.number), 0),
       p.settled_minor - p.refunded_minor
  from payments.payment p
  join payments.attempt a on a.customer_id = p.customer_id and a.payment_id = p.id
