-- Tariffs change: what a period was worth, the tariff that comes next, and credit that customers keep.
alter table payments.payment drop constraint payment_purpose_check;
alter table payments.payment add constraint payment_purpose check (purpose in ('bind', 'subscribe', 'renew', 'change'));

-- What was paid for the present period, in money and in credit: its unused share is what a change gives back.
alter table subscriptions.subscription add column value_minor bigint not null default 0
    constraint subscription_value check (value_minor >= 0);
update subscriptions.subscription set value_minor = price_minor where not trial;

alter table subscriptions.subscription add column next_tariff_id uuid;
alter table subscriptions.subscription add column next_tariff_version integer;
alter table subscriptions.subscription add constraint subscription_next_tariff
    check ((next_tariff_id is null) = (next_tariff_version is null));
alter table subscriptions.subscription add column change_payment_id uuid;
alter table subscriptions.subscription add constraint subscription_change_of_active
    check (change_payment_id is null or state = 'active');

create table subscriptions.credit (
    customer_id   uuid not null,
    product       text not null,
    currency      text not null constraint credit_currency check (currency ~ '^[A-Z]{3}$'),
    balance_minor bigint not null constraint credit_not_negative check (balance_minor >= 0),
    primary key (customer_id, product, currency)
);

-- Why the balance is what it is: it can be counted anew at any time.
create table subscriptions.credit_entry (
    customer_id     uuid not null,
    id              uuid not null,
    product         text not null,
    currency        text not null,
    amount_minor    bigint not null,
    reason          text not null constraint credit_entry_reason check (reason in ('unused', 'charge', 'returned')),
    subscription_id uuid not null,
    period_number   integer not null constraint credit_entry_period check (period_number >= 0),
    occurred_at     timestamptz not null,
    primary key (id, customer_id),
    foreign key (customer_id, product, currency) references subscriptions.credit (customer_id, product, currency),
    constraint credit_entry_sign check (amount_minor <> 0 and (reason = 'charge') = (amount_minor < 0)),
    constraint credit_entry_once unique (customer_id, subscription_id, period_number, reason)
);

create function subscriptions.refuse_change() returns trigger
    language plpgsql
as
$$
begin
    raise exception 'credit is append-only: correct an entry by another one';
end
$$;
create trigger credit_entry_append_only before update or delete or truncate on subscriptions.credit_entry
    for each statement execute function subscriptions.refuse_change();
