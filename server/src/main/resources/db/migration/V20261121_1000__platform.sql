-- The ground: event log with cursors, idempotency store, clock offset, job triggers.
create schema platform;

create table platform.event_log (
    sequence    bigint generated always as identity primary key,
    xid         bigint not null default (pg_current_xact_id()::text)::bigint,
    type        text not null check (type ~ '^[A-Z][A-Za-z0-9]{2,79}$'),
    customer_id uuid not null,
    payload     jsonb not null,
    occurred_at timestamptz not null,
    recorded_at timestamptz not null default clock_timestamp()
);
create index event_log_xid on platform.event_log (xid);

create table platform.event_cursor (
    consumer      text primary key,
    from_xid      bigint not null default 0,
    to_xid        bigint not null default 0,
    last_sequence bigint not null default 0,
    failures      integer not null default 0,
    advanced_at   timestamptz
);

create table platform.event_set_aside (
    consumer    text not null,
    sequence    bigint not null references platform.event_log (sequence),
    cause       text not null,
    recorded_at timestamptz not null default clock_timestamp(),
    primary key (consumer, sequence)
);

-- The first transaction that a reader of the log must not yet look at: every older one has ended.
-- Sessions of the platform cannot keep a transaction open longer than transaction_timeout (60 s). A transaction that is
-- older than two minutes is therefore not ours, appends no events, and does not hold the readers back.
create function platform.event_horizon() returns bigint
    language sql
    volatile
as
$$
with snapshot as (select pg_current_snapshot() as s),
     running as (select x.xid
                 from snapshot, pg_snapshot_xip(snapshot.s) as x (xid)),
     abandoned as (select backend_xid::text as xid32
                   from pg_stat_activity
                   where backend_xid is not null
                     and xact_start < clock_timestamp() - interval '2 minutes'
                   union all
                   select transaction::text
                   from pg_prepared_xacts
                   where prepared < clock_timestamp() - interval '2 minutes')
select least(
               coalesce((select min(r.xid::text::bigint)
                         from running r
                         where not exists (select from abandoned a where a.xid32 = r.xid::xid::text)),
                        (select pg_snapshot_xmax(s)::text::bigint from snapshot)),
               (select pg_snapshot_xmax(s)::text::bigint from snapshot))
$$;

create table platform.idempotency (
    scope           text not null,
    key             text not null check (length(key) between 1 and 255),
    input_hash      text not null,
    state           text not null check (state in ('running', 'done')),
    response_status integer,
    response_type   text,
    response_body   bytea,
    locked_until    timestamptz not null,
    expires_at      timestamptz not null,
    recorded_at     timestamptz not null default clock_timestamp(),
    primary key (scope, key),
    check ((state = 'done') = (response_status is not null))
);
create index idempotency_expires on platform.idempotency (expires_at);

create table platform.clock_offset (
    only_row      boolean primary key default true check (only_row),
    offset_micros bigint not null default 0 check (offset_micros >= 0)
);
insert into platform.clock_offset default values;

-- The table of db-scheduler 16, its names and types as the library expects them.
create table platform.scheduled_task (
    task_name            text not null,
    task_instance        text not null,
    task_data            bytea,
    execution_time       timestamptz not null,
    picked               boolean not null,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures integer,
    last_heartbeat       timestamptz,
    version              bigint not null,
    priority             smallint,
    state                text,
    primary key (task_name, task_instance)
);
create index scheduled_task_execution on platform.scheduled_task (execution_time);
create index scheduled_task_heartbeat on platform.scheduled_task (last_heartbeat);
