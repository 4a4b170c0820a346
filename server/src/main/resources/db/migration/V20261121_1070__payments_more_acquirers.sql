-- What acquirers besides YooKassa need: a number for every attempt, and what a signed notification says it is about.
create sequence payments.invoice start with 100001;

alter table payments.attempt
    add column invoice bigint not null default nextval('payments.invoice');

alter table payments.webhook
    add column about_payment uuid,
    add column about_attempt integer check (about_attempt between 1 and 100),
    add column proof jsonb,
    add constraint webhook_about_whole check ((about_payment is null) = (about_attempt is null)),
    add constraint webhook_proof_about check (proof is null or about_payment is not null);
