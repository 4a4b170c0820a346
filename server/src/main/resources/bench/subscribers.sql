-- ${subscribers} customers with a saved method and a weekly subscription that is due now.
insert into payments.method (customer_id, id, account, token, kind, card_type, first6, last4, expiry_month, expiry_year, created_at, modified_at)
select ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid,
       ('00000000-0000-7000-8001-' || lpad(to_hex(n), 12, '0'))::uuid,
       'yookassa', '${token}', 'bank_card', 'MasterCard', '555555', '4444', 12, 2035,
       clock_timestamp() - interval '100 days', clock_timestamp() - interval '100 days'
from generate_series(1, ${subscribers}) n;

insert into subscriptions.subscription (customer_id, id, product, tariff_id, tariff_version, price_minor, currency, method_id,
                                        state, trial, trial_granted, anchor, anchor_index, period_number, period_start,
                                        period_end, due_at, created_at, modified_at)
select ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid,
       ('00000000-0000-7000-8002-' || lpad(to_hex(n), 12, '0'))::uuid,
       'cinema', '70caff03-069d-4cdc-8d65-656ebceb2bcf', 1, 9999, 'RUB',
       ('00000000-0000-7000-8001-' || lpad(to_hex(n), 12, '0'))::uuid,
       'active', false, false, t.now - make_interval(days => 7 * (${history} + 1)), ${history}, ${history},
       t.now - interval '7 days', t.now, t.now, t.now - make_interval(days => 7 * (${history} + 1)), t.now - interval '7 days'
from generate_series(1, ${subscribers}) n, (select date_trunc('second', clock_timestamp()) - interval '1 minute' as now) t;
