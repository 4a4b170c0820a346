package io.kopeck.sandbox.engine;

import java.math.BigDecimal;

/** An exact sum in minor units of a currency with two decimals. */
public record Money(long minor, String currency) {

    /** The sum as acquirers write it: "1000.00". */
    public String decimal() {
        return decimal(minor);
    }

    public static String decimal(long minor) {
        return BigDecimal.valueOf(minor, 2).toPlainString();
    }

    public Money withMinor(long newMinor) {
        return new Money(newMinor, currency);
    }
}
