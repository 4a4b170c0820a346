select customer_id, id, product, state, trial, period_number, period_end
  from subscriptions.subscription
