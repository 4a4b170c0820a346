package io.kopeck.wallets.internal;

import io.kopeck.kernel.CustomerId;
import io.kopeck.kernel.Money;
import io.kopeck.kernel.ProductCode;
import io.kopeck.ledger.LedgerAccount;
import io.kopeck.wallets.WalletId;

/**
 * What a wallet has and owes, its row locked to the end of the transaction.
 *
 * @param balance what can be spent, without what is held
 * @param debt what its owner owes: it was taken back after it had been spent
 */
record Purse(CustomerId customer, WalletId id, ProductCode product, Money balance, Money debt, boolean blocked) {

    LedgerAccount account() {
        return LedgerAccount.wallet(id.toString(), balance.currency());
    }

    LedgerAccount receivable() {
        return LedgerAccount.receivable(id.toString(), balance.currency());
    }

    /** Where money lies on its way in and out. */
    LedgerAccount deposit() {
        return LedgerAccount.deposit(product.value(), balance.currency());
    }

    /** The same with so much, as it is to be stored. */
    Purse with(Money newBalance, Money newDebt, boolean nowBlocked) {
        return new Purse(customer, id, product, newBalance, newDebt, nowBlocked);
    }
}
