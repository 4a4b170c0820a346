select 'attempt ' || a.number || ' of payment ' || a.payment_id || ' is ' || a.state
  from payments.attempt a
 where a.state in ('sent', 'unknown', 'pending', 'held', 'parked')
union all
select 'refund ' || r.id || ' is ' || r.state
  from payments.refund r
 where r.state not in ('succeeded', 'failed')
union all
select 'notification ' || w.id || ' is ' || w.state
  from payments.webhook w
 where w.state in ('received', 'failed')
