package io.kopeck.wallets;

import java.util.Locale;

/** What an operation cost. */
public enum OperationStatus {

    /** One of the free operations was used. */
    FREE,

    /** Its price was taken from the balance. */
    CHARGED,

    /** It did not come about: its price went back to the balance; a free one is only marked. */
    REFUNDED,

    /** It was refused before anything was taken. */
    FAILED,

    /** A free operation or an amount is set aside for it. */
    HELD,

    /** What was set aside went back, because it was returned or the time ran out. */
    RELEASED;

    /** The name in the database and outside. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static OperationStatus ofWire(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
