package io.kopeck.payments;

import java.util.Locale;

/** A payment's status as the outside sees it. Unknown and parked outcomes are {@code PENDING} with {@code processing}. */
public enum PaymentStatus {
    PENDING,
    WAITING_FOR_CAPTURE,
    SUCCEEDED,
    CANCELED,
    FAILED,
    REFUNDED,
    PARTIALLY_REFUNDED;

    /** The name in JSON. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether nothing more will happen by itself. */
    public boolean isFinal() {
        return this != PENDING && this != WAITING_FOR_CAPTURE;
    }
}
