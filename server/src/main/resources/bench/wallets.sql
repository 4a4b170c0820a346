-- ${wallets} wallets of Telegram users 1, 2, 3 and so on, without free operations and with ${balance} minor units each; and as
-- many in the tables of a plain service, which has no foreign keys, to its favour.
create schema plain;
create table plain.wallet (
    id                   bigint primary key,
    balance              bigint not null check (balance >= 0),
    free_operations_left integer not null check (free_operations_left >= 0),
    created_at           timestamptz not null,
    updated_at           timestamptz not null
);
create table plain.operation (
    id         bigint generated always as identity primary key,
    wallet_id  bigint not null,
    task_id    text not null,
    type       text not null,
    status     text not null,
    price      bigint not null check (price >= 0),
    created_at timestamptz not null,
    unique (wallet_id, task_id)
);
create table plain.transfer (
    id           bigint generated always as identity primary key,
    wallet_id    bigint not null,
    operation_id bigint not null,
    amount       bigint not null check (amount > 0),
    reason       text not null,
    created_at   timestamptz not null,
    unique (operation_id, reason)
);
insert into plain.wallet select n, ${balance}, 0, now(), now() from generate_series(1, ${wallets}) n;

insert into identity.party (customer_id, kind, created_at)
select ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'person', now() from generate_series(1, ${wallets}) n;
insert into identity.external_subject (issuer, subject, customer_id, created_at)
select 'telegram', n::text, ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, now() from generate_series(1, ${wallets}) n;
insert into ledger.account (kind, name, currency)
select 'wallet', '00000000-0000-7000-8004-' || lpad(to_hex(n), 12, '0'), 'RUB' from generate_series(1, ${wallets}) n;
insert into ledger.account (kind, name, currency) values ('revenue', 'mediabot', 'RUB');
insert into wallets.wallet (customer_id, id, product, currency, account_id, revenue_account_id, balance_minor, held_minor, free_left,
                            spent_on, spent_today_minor, spent_month_minor, created_at, modified_at)
select ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, w.name::uuid, 'mediabot', 'RUB', w.id, r.id, ${balance}, 0, 0,
       current_date, 0, 0, now(), now()
from generate_series(1, ${wallets}) n
join ledger.account w on w.kind = 'wallet' and w.name = '00000000-0000-7000-8004-' || lpad(to_hex(n), 12, '0')
join ledger.account r on r.kind = 'revenue'
order by n;
