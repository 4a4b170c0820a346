-- A refund's currency and a consent's channel are words of ours, so the database knows which.
alter table payments.refund
    add constraint refund_currency_check check (currency ~ '^[A-Z]{3}$');

alter table payments.consent
    add constraint consent_channel_check check (channel in ('api', 'portal', 'bot'));
