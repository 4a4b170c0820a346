-- Payments with their attempts, saved methods with consent, refunds, and the webhook inbox.
--
-- Ids are UUIDv7, so a key that begins with one grows at its right edge: what a renewal costs does not depend on how much
-- history lies to the left. Hence (id, customer_id), and no index that begins with customer_id on what every renewal adds.
create schema payments;

create table payments.method (
    customer_id  uuid not null,
    id           uuid not null,
    account      text not null,
    token        text not null check (length(token) between 1 and 200),
    kind         text not null,
    title        text,
    card_type    text,
    first6       text check (first6 ~ '^\d{6}$'),
    last4        text check (last4 ~ '^\d{4}$'),
    expiry_month integer check (expiry_month between 1 and 12),
    expiry_year  integer check (expiry_year between 2000 and 2999),
    created_at   timestamptz not null,
    modified_at  timestamptz not null,
    removed_at   timestamptz,
    primary key (id, customer_id),
    unique (customer_id, account, token)
);

-- Consent to later charges and its withdrawal: dated evidence, never rewritten.
create table payments.consent (
    customer_id  uuid not null,
    method_id    uuid not null,
    deed         text not null check (deed in ('given', 'withdrawn')),
    text_version text not null,
    channel      text not null,
    occurred_at  timestamptz not null,
    recorded_at  timestamptz not null default clock_timestamp(),
    primary key (method_id, customer_id, deed),
    foreign key (method_id, customer_id) references payments.method (id, customer_id)
);

create table payments.payment (
    customer_id      uuid not null,
    id               uuid not null,
    product          text not null,
    account          text not null,
    purpose          text not null check (purpose in ('bind', 'subscribe', 'renew')),
    subscription_id  uuid,
    period_number    integer check (period_number >= 0),
    tariff_id        uuid,
    tariff_version   integer,
    amount_minor     bigint not null check (amount_minor > 0),
    currency         text not null check (currency ~ '^[A-Z]{3}$'),
    description      text not null check (length(description) between 1 and 128),
    save_method      boolean not null,
    capture          boolean not null,
    return_url       text,
    return_token     text,
    receipt          jsonb,
    state            text not null check (state in
                     ('open', 'in_flight', 'pending', 'held', 'parked', 'succeeded', 'canceled', 'failed')),
    attempts         integer not null default 0 check (attempts between 0 and 100),
    confirmation_url text,
    decline_code     text,
    park_reason      text,
    settled_minor    bigint not null default 0,
    refunded_minor   bigint not null default 0,
    settled_at       timestamptz,
    expires_at       timestamptz not null,
    created_at       timestamptz not null,
    modified_at      timestamptz not null,
    version          integer not null default 0,
    primary key (id, customer_id),
    check ((return_url is null) or (return_token is not null)),
    check ((purpose = 'bind') = (subscription_id is null)),
    check ((subscription_id is null) = (period_number is null)),
    check ((settled_minor > 0) = (settled_at is not null)),
    check (state <> 'succeeded' or settled_minor > 0),
    -- The sum of refunds, those under way included, never exceeds what was settled.
    constraint payment_refunds_within_settled check (refunded_minor between 0 and settled_minor)
);
create unique index payment_return_token on payments.payment (return_token) where return_token is not null;
create index payment_unfinished on payments.payment (customer_id, subscription_id)
    where state in ('open', 'in_flight', 'pending', 'held', 'parked');
-- At most one payment in flight or succeeded per subscription and period. The period comes first so that a renewal only
-- touches the part of the index where this period's other payments are.
create unique index payment_one_per_period on payments.payment (period_number, subscription_id, customer_id)
    where subscription_id is not null and state not in ('canceled', 'failed');
-- At most one unfinished subscribe payment per customer and product.
create unique index payment_one_subscribe on payments.payment (customer_id, product)
    where purpose = 'subscribe' and state not in ('succeeded', 'canceled', 'failed');
create unique index payment_one_bind on payments.payment (customer_id, product)
    where purpose = 'bind' and state not in ('succeeded', 'canceled', 'failed');

create table payments.attempt (
    customer_id         uuid not null,
    payment_id          uuid not null,
    number              integer not null check (number between 1 and 100),
    idempotency_key     text not null check (length(idempotency_key) between 1 and 64),
    method_id           uuid,
    customer_present    boolean not null,
    state               text not null check (state in
                        ('sent', 'unknown', 'pending', 'held', 'parked', 'succeeded', 'surplus', 'declined', 'rejected')),
    provider_payment_id text,
    decline_code        text,
    sent_at             timestamptz not null,
    key_expires_at      timestamptz not null,
    next_check_at       timestamptz,
    checks              integer not null default 0,
    decided_at          timestamptz,
    primary key (payment_id, number, customer_id),
    foreign key (payment_id, customer_id) references payments.payment (id, customer_id),
    check ((state in ('sent', 'unknown', 'pending')) = (next_check_at is not null)),
    check (state not in ('succeeded', 'surplus') or provider_payment_id is not null)
);
-- While one attempt is undecided or has succeeded there is no other one: the database refuses a double charge.
create unique index attempt_one_live on payments.attempt (payment_id, customer_id)
    where state not in ('declined', 'rejected', 'surplus');
create index attempt_due on payments.attempt (next_check_at) where next_check_at is not null;

-- From the provider's id to our payment or refund, for notifications.
create table payments.provider_object (
    account     text not null,
    provider_id text not null,
    kind        text not null check (kind in ('payment', 'refund')),
    customer_id uuid not null,
    payment_id  uuid not null,
    attempt     integer,
    refund_id   uuid,
    primary key (account, provider_id),
    check ((kind = 'payment') = (attempt is not null)),
    check ((kind = 'refund') = (refund_id is not null))
);

create table payments.refund (
    customer_id        uuid not null,
    id                 uuid not null,
    payment_id         uuid not null,
    attempt            integer not null,
    amount_minor       bigint not null check (amount_minor > 0),
    currency           text not null,
    cause              text not null check (cause in ('bind_check', 'cancellation', 'late_success', 'staff', 'acquirer')),
    reason             text not null check (length(reason) <= 250),
    requested_by       text not null,
    state              text not null check (state in
                       ('due', 'sent', 'unknown', 'pending', 'parked', 'succeeded', 'failed')),
    tries              integer not null default 0 check (tries between 0 and 20),
    idempotency_key    text,
    provider_refund_id text,
    decline_code       text,
    sent_at            timestamptz,
    key_expires_at     timestamptz,
    next_check_at      timestamptz,
    checks             integer not null default 0,
    created_at         timestamptz not null,
    modified_at        timestamptz not null,
    settled_at         timestamptz,
    primary key (id, customer_id),
    foreign key (payment_id, customer_id) references payments.payment (id, customer_id),
    check ((state in ('due', 'sent', 'unknown', 'pending')) = (next_check_at is not null)),
    check ((state = 'succeeded') = (settled_at is not null))
);
create index refund_payment on payments.refund (payment_id, customer_id);
create unique index refund_key on payments.refund (idempotency_key) where idempotency_key is not null;
create unique index refund_one_automatic on payments.refund (payment_id, attempt, cause, customer_id)
    where cause in ('bind_check', 'cancellation', 'late_success') and state <> 'failed';
create index refund_due on payments.refund (next_check_at) where next_check_at is not null;

create table payments.webhook (
    id            bigint generated always as identity primary key,
    account       text not null,
    event_key     text not null check (length(event_key) <= 300),
    subject       text not null check (subject in ('PAYMENT', 'REFUND', 'METHOD')),
    provider_id   text not null,
    body          text not null,
    state         text not null check (state in ('received', 'done', 'ignored', 'failed')),
    tries         integer not null default 0,
    next_try_at   timestamptz,
    received_at   timestamptz not null,
    unique (account, event_key),
    check ((state = 'received') = (next_try_at is not null))
);
create index webhook_due on payments.webhook (next_try_at) where next_try_at is not null;
create index webhook_received on payments.webhook (received_at);
