-- The ledger: double entry by construction, every transfer debits one account and credits another.
create schema wallet;

create table wallet.account (
    id       bigint generated always as identity primary key,
    kind     text not null check (kind in ('acquirer', 'revenue', 'deposit')),
    name     text not null check (length(name) between 1 and 80),
    currency text not null check (currency ~ '^[A-Z]{3}$'),
    unique (kind, name, currency)
);

-- No foreign key to account: its check would lock the one acquirer account's row in every settlement. Accounts are never
-- deleted (below), and verify proves that every transfer names two existing accounts of its own currency.
create table wallet.transfer (
    customer_id       uuid not null,
    idempotency_key   text not null check (length(idempotency_key) between 1 and 120),
    debit_account_id  bigint not null,
    credit_account_id bigint not null,
    amount_minor      bigint not null check (amount_minor > 0),
    currency          text not null check (currency ~ '^[A-Z]{3}$'),
    reason            text not null check (reason in ('charge', 'refund')),
    payment_id        uuid not null,
    refund_id         uuid,
    occurred_at       timestamptz not null,
    recorded_at       timestamptz not null default clock_timestamp(),
    primary key (payment_id, idempotency_key, customer_id),
    check (debit_account_id <> credit_account_id),
    check ((reason = 'refund') = (refund_id is not null))
);

create function wallet.refuse_change() returns trigger
    language plpgsql
as
$$
begin
    raise exception 'the ledger is append-only: correct a transfer by another one';
end
$$;
create trigger transfer_append_only before update or delete or truncate on wallet.transfer
    for each statement execute function wallet.refuse_change();
create trigger account_append_only before update or delete or truncate on wallet.account
    for each statement execute function wallet.refuse_change();
