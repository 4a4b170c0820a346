package io.kopeck.payments;

import java.util.Locale;

/** What a payment is for. */
public enum Purpose {
    /** A small charge that checks and saves a method, returned at once. */
    BIND,
    /** The first period of a subscription that does not exist yet. */
    SUBSCRIBE,
    /** A further period of a subscription. */
    RENEW,
    /** A further period of a subscription, at another tariff, that begins with the payment. */
    CHANGE,
    /** Money put into a wallet. */
    TOP_UP;

    /** The name in JSON and in the database. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Purpose ofWire(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
