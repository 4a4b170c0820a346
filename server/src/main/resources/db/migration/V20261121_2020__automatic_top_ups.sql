-- Wallets that are filled from a saved method when there is little left. Beside the wallets, since an index over their balance
-- would make every charge dearer.
create table wallets.auto_top_up (
    customer_id     uuid not null,
    wallet_id       uuid not null,
    threshold_minor bigint not null check (threshold_minor > 0),
    amount_minor    bigint not null check (amount_minor > 0),
    method_id       uuid not null,
    -- Since the last that succeeded.
    failures        integer not null default 0 check (failures >= 0),
    -- How many were begun on this day, in the product's time zone.
    begun_on        date not null,
    begun           integer not null default 0 check (begun >= 0),
    next_try_at     timestamptz not null,
    created_at      timestamptz not null,
    modified_at     timestamptz not null,
    primary key (wallet_id, customer_id),
    foreign key (wallet_id, customer_id) references wallets.wallet (id, customer_id)
);
create index auto_top_up_due on wallets.auto_top_up (next_try_at);
create index auto_top_up_method on wallets.auto_top_up (customer_id, method_id);
