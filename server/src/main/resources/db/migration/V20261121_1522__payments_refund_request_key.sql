-- A refund asked for twice under one key is one refund, also when the first answer died with its process.
alter table payments.refund
    add column request_key text check (length(request_key) = 40);

create unique index refund_request on payments.refund (payment_id, request_key, customer_id) where request_key is not null;
