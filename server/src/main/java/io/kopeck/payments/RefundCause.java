package io.kopeck.payments;

import java.util.Locale;

/** Why money goes back. */
public enum RefundCause {
    /** The small charge that checked a card. */
    BIND_CHECK,
    /** The customer cancelled within the time the policy allows. */
    CANCELLATION,
    /** The payment succeeded after its purpose had become impossible. */
    LATE_SUCCESS,
    /** A member of staff decided so. */
    STAFF,
    /** Made in the acquirer's own cabinet, not by us. */
    ACQUIRER,
    /** The payer's bank took the money back. */
    CHARGEBACK;

    /** The name in JSON and in the database. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static RefundCause ofWire(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
