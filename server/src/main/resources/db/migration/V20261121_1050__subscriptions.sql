-- Subscriptions: one row each, its state tied to its columns.
create schema subscriptions;

create table subscriptions.subscription (
    customer_id         uuid not null,
    id                  uuid not null,
    product             text not null,
    tariff_id           uuid not null,
    tariff_version      integer not null,
    price_minor         bigint not null check (price_minor > 0),
    currency            text not null check (currency ~ '^[A-Z]{3}$'),
    method_id           uuid,
    state               text not null check (state in
                        ('active', 'waiting', 'no_auto_payment', 'canceled', 'expired')),
    trial               boolean not null,
    trial_granted       boolean not null,
    anchor              timestamptz not null,
    anchor_index        integer not null check (anchor_index >= 0),
    period_number       integer not null check (period_number >= 0),
    period_start        timestamptz not null,
    period_end          timestamptz not null,
    charge_attempts     integer not null default 0 check (charge_attempts >= 0),
    last_charge_attempt timestamptz,
    next_attempt_at     timestamptz,
    waiting_until       timestamptz,
    ended_at            timestamptz,
    due_at              timestamptz,
    created_at          timestamptz not null,
    modified_at         timestamptz not null,
    version             integer not null default 0,
    primary key (customer_id, id),
    check (period_start < period_end),
    check (not trial or trial_granted),
    check ((state = 'waiting') = (waiting_until is not null)),
    check (state = 'waiting' or next_attempt_at is null),
    check ((state in ('canceled', 'expired')) = (ended_at is not null)),
    check (state not in ('canceled', 'expired') or due_at is null),
    check (state <> 'active' or method_id is not null)
);
create index subscription_id on subscriptions.subscription (id);
-- At most one live subscription per customer and product.
create unique index subscription_one_live on subscriptions.subscription (customer_id, product)
    where state in ('active', 'waiting', 'no_auto_payment');
-- A trial is granted once.
create unique index subscription_one_trial on subscriptions.subscription (customer_id, product) where trial_granted;
create index subscription_due on subscriptions.subscription (due_at) where due_at is not null;
