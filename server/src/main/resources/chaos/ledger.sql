select coalesce(sum(balance), 0)
  from (select a.id,
               coalesce((select sum(amount_minor) from wallet.transfer where debit_account_id = a.id), 0)
             - coalesce((select sum(amount_minor) from wallet.transfer where credit_account_id = a.id), 0) as balance
          from wallet.account a) balances
