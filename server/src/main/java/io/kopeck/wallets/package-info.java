/**
 * Wallets: money a customer has put in before spending it, and what it is spent on, one operation at a time.
 *
 * <p>Owns balances, debts, free operations, operations with their holds and returns, and when a wallet is filled. Does not own how
 * the money is asked for (payments) nor the books (ledger): every charge posts a transfer in the statement that takes it from the balance. Charges that arrive together are
 * applied together; see docs/decisions/0013-charges-are-applied-together.md.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {
    "kernel", "identity", "catalog", "ledger", "payments", "payments :: spi", "subscriptions", "platform :: events",
    "platform :: jobs", "platform :: page", "platform :: time", "platform :: tx", "platform :: verify"
})
package io.kopeck.wallets;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
