package io.kopeck.wallets.internal.core;

/**
 * Free operations of a wallet. Those of the present period are used first, so that of what is left at most {@code lasting} stay
 * when it ends.
 *
 * @param left how many there are in all
 * @param lasting how many stay when the period ends; what is more than is left has been used
 */
public record FreeLeft(int left, int lasting) {

    /** The most a wallet has; what would be more is lost. */
    public static final int MAX = 1_000_000;

    public FreeLeft {
        if (left < 0 || lasting < 0) {
            throw new IllegalArgumentException("free operations are not negative");
        }
        lasting = Math.min(left, lasting);
    }

    /** The period is over. */
    public FreeLeft end(boolean carryOver) {
        return carryOver ? new FreeLeft(left, left) : new FreeLeft(lasting, lasting);
    }

    /** A period begins and brings so many. */
    public FreeLeft begin(int operations) {
        return new FreeLeft((int) Math.min(MAX, (long) left + operations), left);
    }
}
