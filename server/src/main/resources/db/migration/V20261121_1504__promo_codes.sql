-- Promo codes: what they give and for which products, and who used them, exactly as often as allowed.
create table catalog.promo_code (
    code         text primary key constraint promo_code_form check (code ~ '^[A-Z0-9][A-Z0-9_-]{2,39}$'),
    kind         text not null constraint promo_code_kind check (kind in ('percent', 'fixed', 'trial_days')),
    amount       bigint not null,
    currency     text constraint promo_code_currency check (currency ~ '^[A-Z]{3}$'),
    uses_max     integer constraint promo_code_uses check (uses_max between 1 and 1000000000),
    per_customer integer not null constraint promo_code_per_customer check (per_customer between 1 and 100),
    ends_at      timestamptz,
    active       boolean not null,
    constraint promo_code_amount check (case kind when 'percent' then amount between 1 and 99
                                                  when 'trial_days' then amount between 1 and 366
                                                  else amount between 1 and 1000000000000 end),
    constraint promo_code_money_has_currency check ((kind = 'fixed') = (currency is not null))
);
create table catalog.promo_product (
    code    text not null references catalog.promo_code (code),
    product text not null references catalog.product (code),
    primary key (code, product)
);
create trigger promo_code_kept before delete or truncate on catalog.promo_code
    for each statement execute function catalog.refuse_change('somebody may have used it; archive it');

-- How often each code is used in all. The row serializes its users; the check refuses one too many.
create table subscriptions.promo_count (
    code     text primary key,
    uses_max integer,
    used     integer not null constraint promo_count_not_negative check (used >= 0),
    constraint promo_count_within_limit check (used <= uses_max)
);

-- Who used it: held while the payment is under way, used once it has succeeded, released when it has not.
create table subscriptions.promo_use (
    customer_id     uuid not null,
    subscription_id uuid not null,
    code            text not null,
    slot            integer not null constraint promo_use_slot check (slot between 1 and 100),
    discount_minor  bigint not null constraint promo_use_discount check (discount_minor >= 0),
    state           text not null constraint promo_use_state check (state in ('held', 'used', 'released')),
    created_at      timestamptz not null,
    modified_at     timestamptz not null,
    primary key (subscription_id, customer_id)
);
-- A customer has as many slots of a code as the code allows each customer.
create unique index promo_use_one_per_slot on subscriptions.promo_use (customer_id, code, slot) where state <> 'released';
