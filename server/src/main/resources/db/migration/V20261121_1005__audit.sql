-- Who did what and why; append-only by trigger.
create schema audit;

create table audit.entry (
    id           bigint generated always as identity primary key,
    occurred_at  timestamptz not null,
    actor        text not null check (length(actor) between 1 and 100),
    action       text not null check (action ~ '^[a-z_]+\.[a-z_]+$'),
    subject_kind text not null,
    subject_id   uuid not null,
    reason       text check (length(reason) <= 1000),
    details      jsonb not null,
    recorded_at  timestamptz not null default clock_timestamp()
);
create index entry_subject on audit.entry (subject_kind, subject_id, id);

create function audit.refuse_change() returns trigger
    language plpgsql
as
$$
begin
    raise exception 'audit entries are never changed or deleted';
end
$$;
create trigger entry_append_only before update or delete or truncate on audit.entry
    for each statement execute function audit.refuse_change();
