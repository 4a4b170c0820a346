-- Free operations that a tariff brings with each period. They are used before those that stay: so many of the free operations
-- that are left stay when the period ends, as far as they are still there.
alter table wallets.wallet add column free_lasting integer not null default 0 check (free_lasting >= 0);
update wallets.wallet set free_lasting = free_left;

-- Each period brings them once.
create table wallets.quota (
    customer_id     uuid not null,
    subscription_id uuid not null,
    period_end      timestamptz not null,
    wallet_id       uuid not null,
    operations      integer not null check (operations > 0),
    carry_over      boolean not null,
    given_at        timestamptz not null,
    primary key (subscription_id, period_end, customer_id),
    foreign key (wallet_id, customer_id) references wallets.wallet (id, customer_id)
);
create index quota_wallet on wallets.quota (wallet_id, customer_id, given_at);
