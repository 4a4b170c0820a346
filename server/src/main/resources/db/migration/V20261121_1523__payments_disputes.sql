-- Money that went back without us: refunds made in the acquirer's cabinet and chargebacks, each once by the acquirer's id.
create table payments.dispute (
    id                  uuid not null,
    account             text not null,
    kind                text not null check (kind in ('acquirer', 'chargeback')),
    provider_id         text not null check (length(provider_id) between 1 and 200),
    provider_payment_id text not null check (length(provider_payment_id) between 1 and 200),
    amount_minor        bigint not null check (amount_minor > 0),
    currency            text not null check (currency ~ '^[A-Z]{3}$'),
    state               text not null check (state in ('received', 'booked', 'partly_booked', 'ours', 'unknown_payment')),
    booked_minor        bigint not null default 0,
    customer_id         uuid,
    payment_id          uuid,
    refund_id           uuid,
    tries               integer not null default 0,
    next_try_at         timestamptz,
    received_at         timestamptz not null,
    modified_at         timestamptz not null,
    primary key (account, kind, provider_id),
    unique (id),
    foreign key (payment_id, customer_id) references payments.payment (id, customer_id),
    foreign key (refund_id, customer_id) references payments.refund (id, customer_id),
    check ((state = 'received') = (next_try_at is not null)),
    check ((payment_id is null) = (customer_id is null)),
    check ((refund_id is null) = (booked_minor = 0)),
    -- What is booked never exceeds what went back, and all of it is booked only when the state says so.
    check (booked_minor between 0 and amount_minor),
    check ((state = 'booked') = (booked_minor = amount_minor)),
    check (state not in ('received', 'ours', 'unknown_payment') or booked_minor = 0)
);
create index dispute_due on payments.dispute (next_try_at) where next_try_at is not null;

alter table payments.refund
    drop constraint refund_cause_check,
    add constraint refund_cause_check check (cause in
        ('bind_check', 'cancellation', 'late_success', 'staff', 'acquirer', 'chargeback'));

-- Up to where each account's chargebacks have been listed.
create table payments.chargeback_cursor (
    account      text primary key,
    listed_until timestamptz not null,
    next_poll_at timestamptz not null
);
