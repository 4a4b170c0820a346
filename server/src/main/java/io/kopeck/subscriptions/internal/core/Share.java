package io.kopeck.subscriptions.internal.core;

import io.kopeck.kernel.Money;
import java.math.BigInteger;

/** A part of an amount: {@code part} of {@code whole} equal pieces. */
public record Share(long part, long whole) {

    public static final Share NOTHING = new Share(0, 1);
    public static final Share ALL = new Share(1, 1);

    public Share {
        if (part < 0 || whole < 1 || part > whole) {
            throw new IllegalArgumentException("a share is nothing to all: " + part + " of " + whole);
        }
    }

    public boolean isNothing() {
        return part == 0;
    }

    /** This part of the amount, rounded down to the minor unit. */
    public Money of(Money amount) {
        var minor = BigInteger.valueOf(amount.minor()).multiply(BigInteger.valueOf(part)).divide(BigInteger.valueOf(whole));
        return new Money(minor.longValueExact(), amount.currency());
    }

    /** As {@link #of}, but never more than what is left. */
    public Money of(Money amount, Money left) {
        var share = of(amount);
        return share.compareTo(left) > 0 ? left : share;
    }
}
