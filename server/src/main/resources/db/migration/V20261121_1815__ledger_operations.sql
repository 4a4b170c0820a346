-- Transfers of wallets' operations stand beside those of payments: each belongs to one of them.
alter table ledger.account drop constraint account_kind_check;
alter table ledger.account add constraint account_kind_check check (kind in ('acquirer', 'revenue', 'deposit', 'wallet'));

alter table ledger.transfer drop constraint transfer_pkey;
alter table ledger.transfer alter column payment_id drop not null;
alter table ledger.transfer add column operation_id uuid;
alter table ledger.transfer drop constraint transfer_reason_check;
alter table ledger.transfer add constraint transfer_reason_check check (reason in ('charge', 'refund', 'operation', 'operation_refund'));
alter table ledger.transfer add constraint transfer_subject check ((payment_id is null) = (operation_id is not null));
alter table ledger.transfer add constraint transfer_operation check ((operation_id is null) = (reason in ('charge', 'refund')));

create unique index transfer_payment_key on ledger.transfer (payment_id, idempotency_key, customer_id) where payment_id is not null;
-- An operation is charged once and returned once.
create unique index transfer_operation_reason on ledger.transfer (operation_id, reason, customer_id) where operation_id is not null;
