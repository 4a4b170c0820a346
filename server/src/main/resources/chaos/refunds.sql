select r.id, r.payment_id, r.state, r.provider_refund_id,
       coalesce((select t.amount_minor from wallet.transfer t
                  where t.customer_id = r.customer_id and t.idempotency_key = 'refund:' || r.id), 0)
  from payments.refund r
