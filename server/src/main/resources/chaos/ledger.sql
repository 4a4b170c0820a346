select coalesce(sum(balance), 0)
  from (select a.id,
               coalesce((select sum(amount_minor) from ledger.transfer where debit_account_id = a.id), 0)
             - coalesce((select sum(amount_minor) from ledger.transfer where credit_account_id = a.id), 0) as balance
          from ledger.account a) balances
