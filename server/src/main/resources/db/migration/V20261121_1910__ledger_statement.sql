-- An account's transfers in the order of time, for statements and balances as of a moment. A charge of an operation writes one
-- entry, behind its wallet's others, and none on the side of the revenue; the settlement of a payment likewise writes one. That a
-- wallet is never credited by an operation nor debited by a charge is why the rest can be left out. The amount is in the index,
-- so that a sum over a long history reads no table.
create index transfer_debited on ledger.transfer (debit_account_id, occurred_at) include (amount_minor) where reason <> 'charge';
create index transfer_credited on ledger.transfer (credit_account_id, occurred_at) include (amount_minor) where reason <> 'operation';
