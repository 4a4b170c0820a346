select s.customer_id, s.id, s.product, s.state, s.period_number, s.period_end,
       s.trial or exists (select 1
                            from subscriptions.credit_entry c
                           where c.customer_id = s.customer_id and c.subscription_id = s.id
                             and c.period_number = s.period_number and c.reason = 'charge')
  from subscriptions.subscription s
