-- Charges operations to wallets: free ones first, then the price; a repeat of a task is answered as before, a refusal changes
-- nothing and stands in nobody's way. However many come at once, this is one statement and one commit. A task is given at
-- most once; charges to one wallet are applied in the order given.
--
-- outcome: charged, replayed, insufficient_funds, limit_reached, blocked, unknown_wallet; held or released for a task that was
-- set aside first: it is captured, or was returned, and never charged beside that
create or replace function wallets.charge(
    customers uuid[], wallets uuid[], ids uuid[], tasks text[], types text[], prices bigint[], moment timestamptz, days date[])
    returns table (n integer, outcome text, operation_id uuid, status text, price bigint, balance bigint, free_left integer)
    language plpgsql
    set enable_hashjoin = off
    set enable_mergejoin = off
    set enable_seqscan = off
    set plan_cache_mode = force_generic_plan
as
$$
declare
    item record;
    at integer := 0;
    -- The wallets as they are left, and the operations that were added.
    w_customers uuid[]; w_ids uuid[]; w_balances bigint[]; w_free integer[]; w_days date[]; w_today bigint[]; w_month bigint[];
    o_customers uuid[]; o_wallets uuid[]; o_ids uuid[]; o_tasks text[]; o_types text[]; o_statuses text[]; o_prices bigint[];
    o_balances bigint[]; o_free integer[];
    t_customers uuid[]; t_ids uuid[]; t_from bigint[]; t_to bigint[]; t_prices bigint[]; t_currencies text[];
begin
    -- Always in the same order, so that two batches never wait for each other.
    perform 1 from wallets.wallet v where v.id = any (wallets) order by v.id for update;

    for item in
        select i.n::integer as n, i.customer, i.wallet, i.id, i.task, i.type, i.price, i.day,
               v.account_id, v.revenue_account_id, v.currency, v.balance_minor, v.free_left, v.spent_on, v.spent_today_minor,
               v.spent_month_minor, v.day_limit_minor, v.month_limit_minor, v.blocked_at,
               o.id as done, o.status as done_status, o.price_minor as done_price, o.balance_after_minor, o.free_left_after
          from unnest(customers, wallets, ids, tasks, types, prices, days) with ordinality
               as i (customer, wallet, id, task, type, price, day, n)
          left join wallets.wallet v on v.id = i.wallet and v.customer_id = i.customer
          -- By its index for each task, whatever the statistics say: a plan may be older than the operations.
          left join lateral (select * from wallets.operation d where d.wallet_id = i.wallet and d.task_id = i.task limit 1) o on true
         order by i.wallet, i.n
    loop
        n := item.n;
        operation_id := null; status := null; price := item.price;
        if item.account_id is null then
            outcome := 'unknown_wallet'; balance := 0; free_left := 0;
            return next;
            continue;
        end if;
        if at = 0 or w_ids[at] <> item.wallet then
            at := at + 1;
            w_customers[at] := item.customer; w_ids[at] := item.wallet;
            w_balances[at] := item.balance_minor; w_free[at] := item.free_left;
            w_days[at] := greatest(item.day, item.spent_on);
            w_today[at] := case when item.spent_on >= item.day then item.spent_today_minor else 0 end;
            w_month[at] := case when date_trunc('month', item.spent_on) >= date_trunc('month', item.day) then item.spent_month_minor else 0 end;
        end if;
        if item.done_status in ('held', 'released') then
            outcome := item.done_status; balance := w_balances[at]; free_left := w_free[at];
            return next;
            continue;
        end if;
        if item.done is not null then
            outcome := 'replayed'; operation_id := item.done; status := item.done_status; price := item.done_price;
            balance := item.balance_after_minor; free_left := item.free_left_after;
            return next;
            continue;
        end if;
        outcome := 'charged';
        if item.blocked_at is not null then
            outcome := 'blocked';
        elsif w_free[at] > 0 then
            w_free[at] := w_free[at] - 1;
            status := 'free'; price := 0;
        elsif w_balances[at] < item.price then
            outcome := 'insufficient_funds';
        elsif w_today[at] + item.price > item.day_limit_minor or w_month[at] + item.price > item.month_limit_minor then
            outcome := 'limit_reached';
        else
            w_balances[at] := w_balances[at] - item.price;
            w_today[at] := w_today[at] + item.price;
            w_month[at] := w_month[at] + item.price;
            status := 'charged';
            t_customers := t_customers || item.customer; t_ids := t_ids || item.id; t_from := t_from || item.account_id;
            t_to := t_to || item.revenue_account_id; t_prices := t_prices || item.price; t_currencies := t_currencies || item.currency;
        end if;
        balance := w_balances[at]; free_left := w_free[at];
        if outcome = 'charged' then
            operation_id := item.id;
            o_customers := o_customers || item.customer; o_wallets := o_wallets || item.wallet; o_ids := o_ids || item.id;
            o_tasks := o_tasks || item.task; o_types := o_types || item.type; o_statuses := o_statuses || status;
            o_prices := o_prices || price; o_balances := o_balances || balance; o_free := o_free || free_left;
        end if;
        return next;
    end loop;

    if o_ids is null then
        return;
    end if;
    update wallets.wallet v
       set balance_minor = c.balance, free_left = c.free, spent_on = c.day, spent_today_minor = c.today, spent_month_minor = c.month,
           modified_at = moment
      from unnest(w_customers, w_ids, w_balances, w_free, w_days, w_today, w_month) as c (customer, id, balance, free, day, today, month)
     where v.id = c.id and v.customer_id = c.customer;
    insert into wallets.operation (customer_id, wallet_id, id, task_id, type, status, price_minor, balance_after_minor, free_left_after, created_at)
    select *, moment from unnest(o_customers, o_wallets, o_ids, o_tasks, o_types, o_statuses, o_prices, o_balances, o_free);
    insert into ledger.transfer (customer_id, idempotency_key, debit_account_id, credit_account_id, amount_minor, currency, reason, operation_id, occurred_at)
    select c.customer, 'operation', c.debit, c.credit, c.price, c.currency, 'operation', c.id, moment
      from unnest(t_customers, t_ids, t_from, t_to, t_prices, t_currencies) as c (customer, id, debit, credit, price, currency);
end
$$;
