select 'grant ' || g.name || ' of customer ' || g.customer_id || ' is not yet what it should be'
  from access.granted g
 where g.desired <> g.actual
union all
select 'event ' || s.sequence || ' was set aside by ' || s.consumer
  from platform.event_set_aside s
