-- Products may sell operations charged to a prepaid wallet, and tariffs may bring some of them for nothing each period.
create table catalog.product_wallet (
    product             text primary key references catalog.product (code),
    -- Null: what the settings say, FREE_OPERATIONS_COUNT and PRICE_PER_OPERATION.
    free_operations     integer constraint product_wallet_free_operations check (free_operations between 0 and 1000),
    price_minor         bigint constraint product_wallet_price check (price_minor between 1 and 1000000000000),
    top_up_min_minor    bigint not null constraint product_wallet_top_up_min check (top_up_min_minor between 1 and 1000000000000),
    top_up_whole        boolean not null,
    top_up_offer_minors bigint[] not null,
    constraint product_wallet_offers_number check (cardinality(top_up_offer_minors) <= 10),
    constraint product_wallet_offers_known check (array_position(top_up_offer_minors, null) is null),
    constraint product_wallet_offers_reach_min check (top_up_min_minor <= all (top_up_offer_minors))
);

create table catalog.product_operation (
    product     text not null references catalog.product_wallet (product),
    type        text not null constraint product_operation_type check (type ~ '^[a-z][a-z0-9_]{0,39}$'),
    position    integer not null constraint product_operation_position check (position >= 0),
    billed      boolean not null,
    -- Null: the wallet's.
    price_minor bigint constraint product_operation_price check (price_minor between 1 and 1000000000000),
    primary key (product, type),
    constraint product_operation_unbilled_has_no_price check (billed or price_minor is null)
);

create trigger product_wallet_kept before delete or truncate on catalog.product_wallet
    for each statement execute function catalog.refuse_change('customers may have money in their wallets');

alter table catalog.tariff_version
    add column free_operations integer,
    add column free_operations_carry_over boolean,
    add constraint tariff_version_free_operations check (free_operations between 1 and 100000),
    add constraint tariff_version_free_operations_both_or_none
        check ((free_operations is null) = (free_operations_carry_over is null));
