package io.kopeck.payments.internal.core;

import java.util.Locale;

/** Where one attempt stands. */
public enum AttemptState {
    /** Committed; the call may or may not have been made. */
    SENT,
    /** The call gave no certain answer. */
    UNKNOWN,
    /** The provider created it and waits, usually for the customer. */
    PENDING,
    /** The provider holds the money for a capture. */
    HELD,
    /** Could not be found out; a person decides. */
    PARKED,
    /** The money is ours. */
    SUCCEEDED,
    /** Money came although the attempt had been given up; it is booked and refunded. */
    SURPLUS,
    /** Certainly not charged. */
    DECLINED,
    /** The provider refused the request itself; certainly not charged. */
    REJECTED;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static AttemptState ofWire(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** Whether it is known what became of it. */
    public boolean isDecided() {
        return switch (this) {
            case SUCCEEDED, SURPLUS, DECLINED, REJECTED -> true;
            case SENT, UNKNOWN, PENDING, HELD, PARKED -> false;
        };
    }

    /** Whether the reconciler asks about it. */
    public boolean isChecked() {
        return switch (this) {
            case SENT, UNKNOWN, PENDING -> true;
            case HELD, PARKED, SUCCEEDED, SURPLUS, DECLINED, REJECTED -> false;
        };
    }
}
