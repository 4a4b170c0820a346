-- One fiscal receipt (54-FZ) for every settled payment and refund of a product that makes out receipts.
--
-- Nothing is written where receipts are off: what a renewal costs stays the same there. The document is kept as it was
-- composed, with contact, lines and rates: a refund years later shows the rates of its sale.
create table payments.receipt (
    customer_id         uuid not null,
    id                  uuid not null,
    payment_id          uuid not null,
    attempt             integer not null,
    refund_id           uuid,
    amount_minor        bigint not null check (amount_minor > 0),
    currency            text not null check (currency ~ '^[A-Z]{3}$'),
    document            jsonb not null,
    state               text not null check (state in ('due', 'sent', 'failed')),
    -- Whether the provider took it along with the money; otherwise it is sent by a call of its own.
    rode                boolean not null,
    tries               integer not null default 0 check (tries between 0 and 100),
    idempotency_key     text check (length(idempotency_key) between 1 and 64),
    provider_receipt_id text,
    sent_at             timestamptz,
    key_expires_at      timestamptz,
    code                text,
    next_check_at       timestamptz,
    checks              integer not null default 0,
    due_by              timestamptz not null,
    late_since          timestamptz,
    created_at          timestamptz not null,
    modified_at         timestamptz not null,
    registered_at       timestamptz,
    primary key (id, customer_id),
    foreign key (payment_id, customer_id) references payments.payment (id, customer_id),
    foreign key (refund_id, customer_id) references payments.refund (id, customer_id),
    check ((state = 'due') = (next_check_at is not null)),
    check ((state = 'sent') = (registered_at is not null)),
    check ((idempotency_key is null) = (sent_at is null)),
    check ((idempotency_key is null) = (key_expires_at is null))
);
-- One document per settlement: an attempt that took money, or a refund.
create unique index receipt_one_per_attempt on payments.receipt (payment_id, attempt, customer_id) where refund_id is null;
create unique index receipt_one_per_refund on payments.receipt (refund_id, customer_id) where refund_id is not null;
create index receipt_payment on payments.receipt (payment_id, customer_id);
create index receipt_due on payments.receipt (next_check_at) where next_check_at is not null;
create index receipt_open on payments.receipt (state, id) where state <> 'sent';
