package io.kopeck.catalog;

/**
 * Operations that a tariff brings for nothing with each period, into the wallet of its product.
 *
 * @param count for each period; 1 to {@value #COUNT_MAX}
 * @param carryOver whether those left over at a period's end stay, or are lost
 */
public record FreeOperations(int count, boolean carryOver) {

    /** The most for a period. */
    public static final int COUNT_MAX = 100_000;

    public FreeOperations {
        if (count < 1 || count > COUNT_MAX) {
            throw new IllegalArgumentException("free operations are 1 to " + COUNT_MAX);
        }
    }
}
