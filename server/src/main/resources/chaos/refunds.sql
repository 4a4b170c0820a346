select r.id, r.payment_id, r.state,
       case when r.cause = 'chargeback' then 'chargeback:' || r.provider_refund_id else r.provider_refund_id end,
       coalesce((select t.amount_minor from ledger.transfer t
                  where t.customer_id = r.customer_id and t.idempotency_key = 'refund:' || r.id), 0)
  from payments.refund r
