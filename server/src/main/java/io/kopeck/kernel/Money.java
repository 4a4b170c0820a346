package io.kopeck.kernel;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * An exact amount in one currency, counted in minor units (kopecks).
 *
 * <p>Arithmetic never rounds and never overflows silently ({@link ArithmeticException}); adding two currencies is a
 * bug ({@link IllegalArgumentException}). There is no division: shares come from {@link #allocate} and {@link #percent}.
 */
public record Money(long minor, Currency currency) implements Comparable<Money> {

    /** The largest amount accepted from outside: 10 billion major units, far from overflow in any sum of a day. */
    public static final long MINOR_MAX = 1_000_000_000_000L;

    public Money {
        Objects.requireNonNull(currency, "currency");
    }

    public static Money zero(Currency currency) {
        return new Money(0, currency);
    }

    /**
     * Reads a plain decimal such as {@code 99.99}.
     *
     * @throws IllegalArgumentException when the text is no plain decimal, has more digits than the currency, or is out
     *     of range
     */
    public static Money parse(String text, Currency currency) {
        if (text.length() > 20 || !text.matches("-?\\d{1,15}(\\.\\d{1,4})?")) {
            throw new IllegalArgumentException("an amount is a decimal such as 99.99");
        }
        return of(new BigDecimal(text), currency);
    }

    /**
     * Converts a decimal in major units.
     *
     * @throws IllegalArgumentException when it has more digits than the currency, or is out of range
     */
    public static Money of(BigDecimal major, Currency currency) {
        BigDecimal minor;
        try {
            minor = major.movePointRight(currency.digits()).setScale(0, RoundingMode.UNNECESSARY);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("an amount in " + currency + " has at most " + currency.digits()
                    + " decimal digits", e);
        }
        if (minor.abs().compareTo(BigDecimal.valueOf(MINOR_MAX)) > 0) {
            throw new IllegalArgumentException("the amount is out of range");
        }
        return new Money(minor.longValueExact(), currency);
    }

    public Money plus(Money other) {
        return new Money(Math.addExact(minor, sameCurrency(other).minor), currency);
    }

    public Money minus(Money other) {
        return new Money(Math.subtractExact(minor, sameCurrency(other).minor), currency);
    }

    public boolean isPositive() {
        return minor > 0;
    }

    public boolean isZero() {
        return minor == 0;
    }

    /** Whether it is major units alone, roubles without kopecks. */
    public boolean isWhole() {
        return BigDecimal.valueOf(minor, currency.digits()).stripTrailingZeros().scale() <= 0;
    }

    /** Splits into parts proportional to the weights; the parts always sum to the whole, the remainder goes first to last. */
    public List<Money> allocate(long... weights) {
        var total = BigInteger.ZERO;
        for (long weight : weights) {
            if (weight < 0) {
                throw new IllegalArgumentException("weights are not negative");
            }
            total = total.add(BigInteger.valueOf(weight));
        }
        if (total.signum() == 0) {
            throw new IllegalArgumentException("at least one weight is positive");
        }
        var parts = new ArrayList<Money>(weights.length);
        long left = minor;
        for (long weight : weights) {
            long share = BigInteger.valueOf(minor).multiply(BigInteger.valueOf(weight)).divide(total).longValueExact();
            parts.add(new Money(share, currency));
            left -= share;
        }
        long step = Long.signum(left);
        for (int i = 0; left != 0; i = (i + 1) % weights.length) {
            if (weights[i] > 0) {
                parts.set(i, new Money(parts.get(i).minor + step, currency));
                left -= step;
            }
        }
        return List.copyOf(parts);
    }

    /** The given percentage of this amount, rounded as told. */
    public Money percent(BigDecimal rate, RoundingMode rounding) {
        var share = BigDecimal.valueOf(minor).multiply(rate).movePointLeft(2).setScale(0, rounding);
        return new Money(share.longValueExact(), currency);
    }

    /** The amount as a decimal string with exactly the currency's digits, {@code "99.99"}: the wire format. */
    public String decimal() {
        return BigDecimal.valueOf(minor, currency.digits()).toPlainString();
    }

    @Override
    public int compareTo(Money other) {
        return Long.compare(minor, sameCurrency(other).minor);
    }

    @Override
    public String toString() {
        return decimal() + " " + currency;
    }

    private Money sameCurrency(Money other) {
        if (other.currency != currency) {
            throw new IllegalArgumentException("cannot combine " + currency + " with " + other.currency);
        }
        return other;
    }
}
