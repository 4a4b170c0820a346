package io.kopeck.payments;

import java.util.Locale;

/** A refund's status as the outside sees it; unknown and parked outcomes are {@code PENDING}. */
public enum RefundStatus {
    PENDING,
    SUCCEEDED,
    CANCELED,
    FAILED;

    /** The name in JSON. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
