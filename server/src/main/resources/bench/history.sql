-- What ${history} earlier periods of each subscription have left behind: payments, attempts, acquirer references, transfers,
-- events. Written in the order in which time would have written it.
insert into ledger.account (kind, name, currency) values ('acquirer', 'yookassa', 'RUB'), ('revenue', 'cinema', 'RUB')
on conflict do nothing;

insert into payments.payment (customer_id, id, product, account, purpose, subscription_id, period_number, tariff_id,
                              tariff_version, amount_minor, currency, description, save_method, capture, return_token, state,
                              attempts, settled_minor, settled_at, expires_at, created_at, modified_at)
select ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid,
       ('00000000-' || lpad(to_hex(p), 4, '0') || '-7000-8003-' || lpad(to_hex(n), 12, '0'))::uuid,
       'cinema', 'yookassa', 'renew', ('00000000-0000-7000-8002-' || lpad(to_hex(n), 12, '0'))::uuid, p,
       '70caff03-069d-4cdc-8d65-656ebceb2bcf', 1, 9999, 'RUB', 'Еженедельная подписка', false, true,
       null, 'succeeded', 1, 9999, t.at, t.at, t.at, t.at
from generate_series(1, ${history}) p, generate_series(1, ${subscribers}) n,
     lateral (select clock_timestamp() - make_interval(days => 7 * (${history} + 1 - p)) as at) t
order by p, n;

insert into payments.attempt (customer_id, payment_id, number, idempotency_key, method_id, customer_present, state,
                              provider_payment_id, sent_at, key_expires_at, decided_at)
select customer_id, id, 1, left(md5(id::text) || md5(id::text), 40), null, false, 'succeeded', '2' || lpad(to_hex(extract(epoch from created_at)::bigint), 7, '0') || '-000f-5000-9000-' || right(id::text, 12),
       created_at, created_at, created_at
from payments.payment order by created_at, id;

insert into payments.provider_object (account, provider_id, kind, customer_id, payment_id, attempt)
select 'yookassa', '2' || lpad(to_hex(extract(epoch from created_at)::bigint), 7, '0') || '-000f-5000-9000-' || right(id::text, 12), 'payment', customer_id, id, 1 from payments.payment order by created_at, id;

insert into ledger.transfer (customer_id, idempotency_key, debit_account_id, credit_account_id, amount_minor, currency, reason,
                             payment_id, occurred_at)
select p.customer_id, 'charge:' || p.id || ':1', d.id, c.id, 9999, 'RUB', 'charge', p.id, p.created_at
from payments.payment p, ledger.account d, ledger.account c
where d.kind = 'acquirer' and c.kind = 'revenue' order by p.created_at, p.id;

insert into platform.event_log (type, customer_id, payload, occurred_at)
select e.type, p.customer_id, jsonb_build_object('customer', p.customer_id, 'payment', p.id), p.created_at
from payments.payment p, (values ('PaymentSucceeded'), ('SubscriptionRenewed')) e (type) order by p.created_at, p.id;
