-- Customers pause: no charge and no access, and the time that is left runs on afterwards.
alter table subscriptions.subscription drop constraint subscription_state_check;
alter table subscriptions.subscription add constraint subscription_state check (state in
    ('active', 'waiting', 'no_auto_payment', 'paused', 'canceled', 'expired'));

alter table subscriptions.subscription add column paused_at timestamptz;
alter table subscriptions.subscription add column paused_until timestamptz;
alter table subscriptions.subscription add constraint subscription_paused_from
    check ((state = 'paused') = (paused_at is not null));
alter table subscriptions.subscription add constraint subscription_paused_until
    check ((paused_at is null) = (paused_until is null) and paused_at < paused_until);
alter table subscriptions.subscription add constraint subscription_paused_within_period
    check (paused_at >= period_start and paused_at < period_end);

drop index subscriptions.subscription_one_live;
create unique index subscription_one_live on subscriptions.subscription (customer_id, product)
    where state in ('active', 'waiting', 'no_auto_payment', 'paused');

-- How long each customer has paused each product: what counts against the days that the policy allows.
create table subscriptions.pause (
    customer_id     uuid not null,
    subscription_id uuid not null,
    product         text not null,
    started_at      timestamptz not null,
    until           timestamptz not null,
    ended_at        timestamptz,
    primary key (customer_id, subscription_id, started_at),
    foreign key (customer_id, subscription_id) references subscriptions.subscription (customer_id, id),
    constraint pause_lasts check (started_at < until),
    constraint pause_ends_after_start check (ended_at >= started_at)
);
create unique index pause_one_open on subscriptions.pause (customer_id, subscription_id) where ended_at is null;
