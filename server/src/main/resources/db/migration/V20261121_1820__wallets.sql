-- Prepaid balances and what they are spent on.
create schema wallets;

-- One wallet per customer, product and currency. Only its own row is locked by a charge: the balance is kept here, every
-- other account's is the sum of its transfers. Spare room on each page keeps the new versions of a row beside the old.
create table wallets.wallet (
    customer_id        uuid not null,
    id                 uuid not null,
    product            text not null check (length(product) between 1 and 50),
    currency           text not null check (currency ~ '^[A-Z]{3}$'),
    -- In the ledger: where the money lies until it is spent, and whose it is then.
    account_id         bigint not null,
    revenue_account_id bigint not null,
    balance_minor      bigint not null check (balance_minor >= 0),
    held_minor         bigint not null check (held_minor >= 0),
    free_left          integer not null check (free_left >= 0),
    spent_on           date not null,
    spent_today_minor  bigint not null check (spent_today_minor >= 0),
    spent_month_minor  bigint not null check (spent_month_minor >= 0),
    day_limit_minor    bigint check (day_limit_minor > 0),
    month_limit_minor  bigint check (month_limit_minor > 0),
    blocked_at         timestamptz,
    created_at         timestamptz not null,
    modified_at        timestamptz not null,
    primary key (id, customer_id),
    unique (customer_id, product, currency)
) with (fillfactor = 50);

-- A paid action. The wallet as it was left is kept, so that a repeat is answered as the first call was.
create table wallets.operation (
    customer_id         uuid not null,
    wallet_id           uuid not null,
    id                  uuid not null,
    task_id             text not null check (length(task_id) between 1 and 200),
    type                text not null check (length(type) between 1 and 40),
    status              text not null check (status in ('free', 'charged', 'refunded', 'failed')),
    price_minor         bigint not null check (price_minor >= 0),
    balance_after_minor bigint not null check (balance_after_minor >= 0),
    free_left_after     integer not null check (free_left_after >= 0),
    created_at          timestamptz not null,
    refunded_at         timestamptz,
    primary key (wallet_id, id, customer_id),
    unique (wallet_id, task_id, customer_id),
    check ((status = 'refunded') = (refunded_at is not null)),
    check (status <> 'free' or price_minor = 0)
);
create index operation_id on wallets.operation (id);
