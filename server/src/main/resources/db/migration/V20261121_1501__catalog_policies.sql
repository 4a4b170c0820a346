-- Products say how they refund unused months, remind, pause, change tariffs, and subscribe without a saved method.
alter table catalog.product drop constraint product_cancel_later_check;
alter table catalog.product add constraint product_cancel_later
    check (cancel_later in ('no_auto_payment', 'refund_unused_months'));

alter table catalog.product add column subscribe_without_method boolean not null default false;

alter table catalog.product add column pause_days_per_year integer not null default 0;
alter table catalog.product add constraint product_pause_days check (pause_days_per_year between 0 and 366);

-- Both or neither: a product that lets its tariff be changed says how in both directions.
alter table catalog.product add column change_upgrade text;
alter table catalog.product add column change_downgrade text;
alter table catalog.product add constraint product_change_upgrade
    check (change_upgrade in ('now_prorated', 'now_full_price', 'at_period_end'));
alter table catalog.product add constraint product_change_downgrade
    check (change_downgrade in ('now_prorated', 'now_full_price', 'at_period_end'));
alter table catalog.product add constraint product_change_both_or_none
    check ((change_upgrade is null) = (change_downgrade is null));

-- Which message a customer gets at which moment of dunning.
create table catalog.product_message (
    product  text not null references catalog.product (code),
    position integer not null constraint product_message_position check (position >= 0),
    occasion text not null constraint product_message_occasion check (occasion in ('failure', 'removed', 'renewed')),
    failure  integer constraint product_message_failure check (failure between 1 and 60),
    message  text not null constraint product_message_name check (message ~ '^[a-z][a-z0-9_]{0,59}$'),
    primary key (product, position),
    constraint product_message_counts_failures check ((occasion = 'failure') = (failure is not null)),
    constraint product_message_once unique nulls not distinct (product, occasion, failure)
);
