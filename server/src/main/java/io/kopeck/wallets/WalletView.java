package io.kopeck.wallets;

import io.kopeck.kernel.CustomerId;
import io.kopeck.kernel.Money;
import io.kopeck.kernel.ProductCode;
import java.time.Instant;

/**
 * A wallet as it is now.
 *
 * @param balance what can be spent, without what is held
 * @param held what is set aside for operations under way
 * @param debt what its owner owes: it was taken back after it had been spent
 * @param freeLeft free operations that are left
 * @param blocked whether nothing can be charged until the debt is paid
 * @param spending what may be spent in a day and a month, and what was
 */
public record WalletView(
        WalletId id, CustomerId customer, ProductCode product, Money balance, Money held, Money debt, int freeLeft, boolean blocked,
        Spending spending, Instant createdAt) {}
