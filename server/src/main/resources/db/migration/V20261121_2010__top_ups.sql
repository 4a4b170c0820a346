-- Payments that fill a wallet: for no subscription, and several may be open at once.
alter table payments.payment drop constraint payment_purpose;
alter table payments.payment add constraint payment_purpose check (purpose in ('bind', 'subscribe', 'renew', 'change', 'top_up'));
alter table payments.payment drop constraint payment_check1;
alter table payments.payment add constraint payment_for_subscription
    check ((purpose in ('bind', 'top_up')) = (subscription_id is null));
-- Told to the acquirer with the payment; kept, so that a repeat of the call is the same to the byte.
alter table payments.payment add column telegram_user_id bigint check (telegram_user_id > 0);

-- Money of a top-up lies in the deposit until it is in the wallet, and again from the wish to return it until it is returned.
-- What a customer had spent when it was taken back is owed to us: the receivable account.
alter table ledger.account drop constraint account_kind_check;
alter table ledger.account add constraint account_kind_check
    check (kind in ('acquirer', 'revenue', 'deposit', 'wallet', 'receivable'));
alter table ledger.transfer drop constraint transfer_reason_check;
alter table ledger.transfer add constraint transfer_reason_check check (reason in
    ('charge', 'refund', 'top_up', 'top_up_return', 'debt', 'debt_payment', 'operation', 'operation_refund'));
alter table ledger.transfer drop constraint transfer_operation;
alter table ledger.transfer add constraint transfer_operation
    check ((operation_id is not null) = (reason in ('operation', 'operation_refund')));
alter table ledger.transfer drop constraint transfer_check1;
alter table ledger.transfer add constraint transfer_refund check (case
    when reason in ('refund', 'top_up_return', 'debt') then refund_id is not null
    when reason = 'top_up' then true
    else refund_id is null end);

alter table wallets.wallet add column debt_minor bigint not null default 0 check (debt_minor >= 0);
