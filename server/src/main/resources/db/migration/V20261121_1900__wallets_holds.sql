-- An operation may be set aside first and charged, in whole or in part, when it came about. Its row is there from the
-- beginning, so that a task is held or charged once; what was held stays known.
alter table wallets.operation
    add column held_minor  bigint constraint operation_held_minor check (held_minor >= 0),
    -- The day on which what is held counts against the wallet's limits.
    add column held_on     date,
    add column expires_at  timestamptz,
    add column captured_at timestamptz,
    add column released_at timestamptz,
    drop constraint operation_status_check,
    add constraint operation_status_check check (status in ('free', 'charged', 'refunded', 'failed', 'held', 'released')),
    add constraint operation_hold check (case
        when held_minor is null then num_nonnulls(held_on, expires_at, captured_at, released_at) = 0 and status not in ('held', 'released')
        else num_nulls(held_on, expires_at) = 0 and price_minor <= held_minor and status <> 'failed'
            and (status = 'held') = (num_nonnulls(captured_at, released_at) = 0) and (status = 'released') = (released_at is not null)
            and num_nonnulls(captured_at, released_at) < 2 and (captured_at is not null or price_minor = 0) end);

create index operation_held on wallets.operation (expires_at) where status = 'held';
-- What is rare in a long history is found without reading it.
create index operation_rare on wallets.operation (wallet_id, id) where status in ('held', 'released', 'refunded');
