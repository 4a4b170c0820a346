-- Operators find what is parked without reading history, and a hold has a time at which it is asked about.
alter table payments.attempt
    drop constraint attempt_check,
    add constraint attempt_checked_while_open check (case
        when state in ('sent', 'unknown', 'pending') then next_check_at is not null
        when state = 'held' then true
        else next_check_at is null
    end);

create index payment_parked on payments.payment (id) where state = 'parked';
create index refund_parked on payments.refund (id) where state = 'parked';
