package io.kopeck.subscriptions;

import java.util.Locale;

/** A subscription's status on the wire; whether it is a trial stands beside it. */
public enum SubscriptionStatus {
    ACTIVE,
    WAITING,
    NO_AUTO_PAYMENT,
    PAUSED,
    CANCELED,
    EXPIRED;

    /** The name in JSON and in the database. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it still gives, or can regain, access. */
    public boolean isLive() {
        return switch (this) {
            case ACTIVE, WAITING, NO_AUTO_PAYMENT, PAUSED -> true;
            case CANCELED, EXPIRED -> false;
        };
    }
}
