package io.kopeck.wallets;

import io.kopeck.catalog.Product;
import io.kopeck.kernel.CustomerId;
import io.kopeck.kernel.Money;
import io.kopeck.payments.MethodId;
import org.jspecify.annotations.Nullable;

/**
 * Money that a customer wants to put into its wallet.
 *
 * @param product whose wallet it is
 * @param amount in the product's currency, as its {@link io.kopeck.catalog.TopUpTerms} accept it
 * @param method the saved method to charge; null for one that the customer fills in
 * @param saveMethod whether the acquirer keeps a method that is filled in, for automatic top-ups
 */
public record TopUp(CustomerId customer, Product product, Money amount, @Nullable MethodId method, boolean saveMethod) {

    /** Whether the payment asks the acquirer to keep the method: a saved one is kept already. */
    public boolean keepsMethod() {
        return saveMethod && method == null;
    }
}
