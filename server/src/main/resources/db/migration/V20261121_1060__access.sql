-- Grants: what a customer should have, and what was actually given.
create schema access;

create table access.granted (
    customer_id uuid not null,
    product     text not null,
    kind        text not null check (kind in ('role', 'external_role')),
    name        text not null,
    desired     boolean not null,
    actual      boolean not null,
    tries       integer not null default 0,
    next_try_at timestamptz,
    modified_at timestamptz not null,
    primary key (customer_id, product, kind, name),
    check (desired <> actual or next_try_at is null)
);
create index granted_due on access.granted (next_try_at) where next_try_at is not null;
