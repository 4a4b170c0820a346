-- The ledger under its own name: wallets are customers' balances, which it carries.
alter schema wallet rename to ledger;
