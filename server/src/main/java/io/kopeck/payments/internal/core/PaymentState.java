package io.kopeck.payments.internal.core;

import io.kopeck.payments.PaymentStatus;
import java.util.Locale;

/** Where a payment stands inside. */
public enum PaymentState {
    /** No attempt is undecided; another one may be made. */
    OPEN,
    /** An attempt was sent and its outcome is not known yet. */
    IN_FLIGHT,
    /** The last attempt waits at the provider. */
    PENDING,
    HELD,
    PARKED,
    SUCCEEDED,
    CANCELED,
    FAILED;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static PaymentState ofWire(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** The status outside, given what was settled and returned, in minor units. */
    public PaymentStatus status(long settledMinor, long refundedMinor) {
        if (settledMinor > 0 && refundedMinor > 0) {
            return refundedMinor < settledMinor ? PaymentStatus.PARTIALLY_REFUNDED : PaymentStatus.REFUNDED;
        }
        return switch (this) {
            case OPEN, IN_FLIGHT, PENDING, PARKED -> PaymentStatus.PENDING;
            case HELD -> PaymentStatus.WAITING_FOR_CAPTURE;
            case SUCCEEDED -> PaymentStatus.SUCCEEDED;
            case CANCELED -> PaymentStatus.CANCELED;
            case FAILED -> PaymentStatus.FAILED;
        };
    }
}
