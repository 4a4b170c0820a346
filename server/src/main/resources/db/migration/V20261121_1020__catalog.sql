-- What is sold: acquirer accounts, products with their policies, tariffs whose versions never change.
create schema catalog;

create function catalog.refuse_change() returns trigger
    language plpgsql
as
$$
begin
    raise exception '%.% refuses %: %', tg_table_schema, tg_table_name, lower(tg_op), tg_argv[0];
end
$$;

create table catalog.acquirer_account (
    name     text primary key check (name ~ '^[a-z][a-z0-9_-]{0,39}$'),
    provider text not null check (provider ~ '^[a-z][a-z0-9_-]{0,39}$')
);

-- The variable is a name in the environment: an account's secrets are never stored here.
create table catalog.acquirer_setting (
    account  text not null references catalog.acquirer_account (name),
    name     text not null check (name ~ '^[a-z][a-z0-9_]{0,39}$'),
    variable text not null check (variable ~ '^[A-Z][A-Z0-9_]{0,99}$'),
    primary key (account, name)
);

create table catalog.product (
    code                           text primary key check (code ~ '^[a-z][a-z0-9_-]{0,39}$'),
    position                       integer not null check (position >= 0),
    is_default                     boolean not null,
    title                          text not null check (length(title) between 1 and 200),
    zone                           text not null check (length(zone) between 1 and 60),
    currency                       text not null check (currency ~ '^[A-Z]{3}$'),
    account                        text not null references catalog.acquirer_account (name),
    binding_minor                  bigint not null check (binding_minor between 1 and 1000000000000),
    cancel_trial_ends_at_once      boolean not null,
    cancel_full_refund_seconds     bigint not null check (cancel_full_refund_seconds between 0 and 31622400),
    cancel_later                   text not null check (cancel_later in ('no_auto_payment')),
    dunning_attempts_seconds       bigint[] not null,
    dunning_window_seconds         bigint not null check (dunning_window_seconds between 0 and 7776000),
    dunning_keeps_access           boolean not null,
    dunning_expires_when_exhausted boolean not null,
    receipt_enabled                boolean not null,
    receipt_tax_system             integer check (receipt_tax_system between 1 and 6),
    receipt_vat_code               integer not null check (receipt_vat_code between 1 and 12),
    receipt_subject                text not null check (receipt_subject ~ '^[a-z][a-z_]{0,39}$'),
    receipt_mode                   text not null check (receipt_mode in
                                   ('full_prepayment', 'partial_prepayment', 'advance', 'full_payment',
                                    'partial_payment', 'credit', 'credit_payment')),
    unique (code, currency),
    check (cardinality(dunning_attempts_seconds) between 1 and 30),
    check (array_position(dunning_attempts_seconds, null) is null),
    check (dunning_attempts_seconds[1] = 0),
    check (dunning_window_seconds >= all (dunning_attempts_seconds))
);
create unique index product_one_default on catalog.product (is_default) where is_default;

create table catalog.product_grant (
    product  text not null references catalog.product (code),
    position integer not null check (position >= 0),
    kind     text not null check (kind in ('role', 'external_role')),
    name     text not null check (name ~ '^[A-Za-z][A-Za-z0-9_]{0,63}$'),
    primary key (product, position),
    unique (product, kind, name)
);

-- The currency stands in all three tables, so that the foreign keys hold it equal from product to price.
create table catalog.tariff (
    id       uuid primary key,
    product  text not null,
    currency text not null,
    position integer not null check (position >= 0),
    active   boolean not null,
    unique (id, currency),
    foreign key (product, currency) references catalog.product (code, currency)
);
create index tariff_product on catalog.tariff (product);

create table catalog.tariff_version (
    tariff_id      uuid not null,
    version        integer not null check (version >= 1),
    title          text not null check (length(title) between 1 and 200),
    description    text not null check (length(description) <= 2000),
    price_minor    bigint not null check (price_minor between 1 and 1000000000000),
    currency       text not null,
    interval_unit  text not null check (interval_unit in ('day', 'week', 'month', 'quarter', 'half_year', 'year')),
    interval_count integer not null check (interval_count between 1 and 3660),
    trial_unit     text check (trial_unit in ('day', 'week', 'month', 'quarter', 'half_year', 'year')),
    trial_count    integer check (trial_count between 1 and 3660),
    created_at     timestamptz not null,
    primary key (tariff_id, version),
    foreign key (tariff_id, currency) references catalog.tariff (id, currency),
    check ((trial_unit is null) = (trial_count is null))
);

-- One row per change of the catalog; the highest version tells every node whether what it remembers is still true.
create table catalog.applied (
    version     bigint generated always as identity primary key,
    hash        text not null check (hash ~ '^[0-9a-f]{64}$'),
    actor       text not null check (length(actor) between 1 and 100),
    changes     integer not null check (changes > 0),
    applied_at  timestamptz not null,
    recorded_at timestamptz not null default clock_timestamp()
);

create trigger tariff_version_immutable before update or delete or truncate on catalog.tariff_version
    for each statement execute function catalog.refuse_change('a version is what somebody was sold; add the next one');
create trigger applied_append_only before update or delete or truncate on catalog.applied
    for each statement execute function catalog.refuse_change('the history of applied catalogs only grows');
create trigger tariff_kept before delete or truncate on catalog.tariff
    for each statement execute function catalog.refuse_change('nothing sold disappears; archive it');
create trigger product_kept before delete or truncate on catalog.product
    for each statement execute function catalog.refuse_change('nothing sold disappears');
create trigger account_kept before delete or truncate on catalog.acquirer_account
    for each statement execute function catalog.refuse_change('payments and saved methods name it');
create trigger tariff_product_fixed before update on catalog.tariff
    for each row when (old.id <> new.id or old.product <> new.product or old.currency <> new.currency)
    execute function catalog.refuse_change('a tariff keeps its product and its currency');
create trigger product_currency_fixed before update on catalog.product
    for each row when (old.code <> new.code or old.currency <> new.currency)
    execute function catalog.refuse_change('a product keeps its currency');
create trigger account_provider_fixed before update on catalog.acquirer_account
    for each row when (old.name <> new.name or old.provider <> new.provider)
    execute function catalog.refuse_change('methods saved at one provider are unknown to another');
