-- Who pays and who may log in: parties, users, sessions, roles, API keys, signing keys, throttling and due mail.
create schema identity;

create table identity.party (
    customer_id uuid primary key,
    kind        text not null check (kind in ('person', 'company')),
    name        text check (length(name) between 1 and 200),
    created_at  timestamptz not null
);

create table identity.user_account (
    customer_id   uuid primary key references identity.party,
    email         text check (length(email) between 3 and 254 and email = lower(email)),
    password_hash text,
    language      text not null check (language in ('ru', 'en')),
    confirmed_at  timestamptz,
    created_at    timestamptz not null,
    check (password_hash is null or email is not null)
);
create index user_account_email on identity.user_account (email text_pattern_ops);

-- Who logs in with an address: the lookup that makes addresses unique.
create table identity.email_owner (
    email       text primary key,
    customer_id uuid not null unique references identity.user_account
);

-- Subjects of other systems (an OIDC issuer, Telegram) and the customer each one is here.
create table identity.external_subject (
    issuer      text not null check (length(issuer) between 1 and 500),
    subject     text not null check (length(subject) between 1 and 255),
    customer_id uuid not null references identity.party deferrable initially deferred,
    created_at  timestamptz not null,
    primary key (issuer, subject)
);
create index external_subject_customer on identity.external_subject (customer_id, issuer);

-- Roles beside the staff roles, which are code. They give no right here, they only appear in tokens.
create table identity.custom_role (
    name        text primary key check (name ~ '^[a-z][a-z0-9_]{1,49}$'),
    description text not null check (length(description) <= 500),
    created_at  timestamptz not null
);

create table identity.user_role (
    customer_id uuid not null references identity.user_account,
    role        text not null,
    assigned_at timestamptz not null,
    primary key (customer_id, role)
);
create index user_role_role on identity.user_role (role);

create table identity.session (
    customer_id  uuid not null references identity.user_account,
    id           uuid not null,
    created_at   timestamptz not null,
    last_used_at timestamptz not null,
    expires_at   timestamptz not null,
    revoked_at   timestamptz,
    user_agent   text not null check (length(user_agent) <= 120),
    ip           text not null check (length(ip) <= 64),
    primary key (customer_id, id)
);
create index session_expires on identity.session (expires_at);

create table identity.refresh_token (
    token_hash  bytea primary key,
    customer_id uuid not null,
    session_id  uuid not null,
    issued_at   timestamptz not null,
    used_at     timestamptz,
    expires_at  timestamptz not null,
    foreign key (customer_id, session_id) references identity.session on delete cascade
);
create index refresh_token_session on identity.refresh_token (customer_id, session_id);
create index refresh_token_expires on identity.refresh_token (expires_at);

-- Links sent by mail. Using one deletes it.
create table identity.one_time_token (
    token_hash  bytea primary key,
    purpose     text not null check (purpose in ('confirm', 'reset')),
    customer_id uuid not null references identity.user_account,
    created_at  timestamptz not null,
    expires_at  timestamptz not null
);
create index one_time_token_customer on identity.one_time_token (customer_id, purpose);
create index one_time_token_expires on identity.one_time_token (expires_at);

-- Tries of a deed per key (an address, an e-mail), forgotten one by one as time passes.
create table identity.throttle (
    scope         text not null,
    key_hash      bytea not null,
    tries         integer not null check (tries >= 0),
    counted_at    timestamptz not null,
    blocked_until timestamptz not null,
    primary key (scope, key_hash)
);
create index throttle_counted on identity.throttle (counted_at);

create table identity.api_key (
    id           uuid primary key,
    name         text not null check (length(name) between 1 and 100),
    secret_hash  bytea not null,
    scopes       text[] not null check (cardinality(scopes) > 0),
    created_by   text not null,
    created_at   timestamptz not null,
    expires_at   timestamptz,
    last_used_at timestamptz,
    revoked_at   timestamptz
);

create table identity.signing_key (
    kid         text primary key,
    private_jwk text not null,
    created_at  timestamptz not null,
    expires_at  timestamptz
);
-- At most one key signs: the one without an end.
create unique index signing_key_current on identity.signing_key ((expires_at is null)) where expires_at is null;

-- Mail that is due. It names no secret: links get their token when they are sent.
create table identity.outgoing_mail (
    id          uuid primary key,
    kind        text not null check (kind in ('confirm', 'reset')),
    recipient   text not null check (length(recipient) <= 254),
    language    text not null check (language in ('ru', 'en')),
    state       text not null check (state in ('due', 'sent', 'dropped', 'failed')),
    tries       integer not null default 0,
    next_try_at timestamptz not null,
    created_at  timestamptz not null,
    ended_at    timestamptz,
    check ((state = 'due') = (ended_at is null))
);
create index outgoing_mail_due on identity.outgoing_mail (next_try_at) where state = 'due';
create index outgoing_mail_ended on identity.outgoing_mail (ended_at);

-- Held while a node makes what must exist once: the superuser, the demo customer, the signing key.
create table identity.setup_lock (
    only_row boolean primary key default true check (only_row)
);
insert into identity.setup_lock default values;
