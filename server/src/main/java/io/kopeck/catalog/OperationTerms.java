package io.kopeck.catalog;

import io.kopeck.kernel.Money;

/**
 * What one operation costs.
 *
 * @param price of one that is not free; more than nothing where it is billed, nothing where it is not
 * @param billed false: it never touches billing, neither the balance nor the free operations
 */
public record OperationTerms(Money price, boolean billed) {

    public OperationTerms {
        if (price.isPositive() != billed) {
            throw new IllegalArgumentException("a billed operation has a price, any other has none");
        }
    }
}
