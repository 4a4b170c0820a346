package io.kopeck.chaos;

import java.util.Locale;

/** Something that must not be. */
record Finding(Kind kind, String what) {

    /** What can be wrong, each with a name of its own. */
    enum Kind {
        /** The acquirer took money twice for one attempt: a repeat was not recognised. */
        CHARGED_TWICE_FOR_ONE_ATTEMPT,
        /** The acquirer took money for two attempts of one payment: the first was given up before its outcome was known. */
        CHARGED_AGAIN_FOR_ONE_PAYMENT,
        /** Two payments paid for the same period of a subscription. */
        PERIOD_PAID_TWICE,
        /** The acquirer's charge is not in our books, or with another amount. */
        CHARGE_NOT_BOOKED,
        /** The acquirer's refund is not in our books, or with another amount. */
        REFUND_NOT_BOOKED,
        /** We booked what the acquirer does not have. */
        BOOKED_FOR_NOTHING,
        /** The acquirer returned money twice for one refund. */
        REFUNDED_TWICE,
        /** A customer has two live subscriptions to one product. */
        TWO_LIVE_SUBSCRIPTIONS,
        PAID_WITHOUT_ACCESS,
        ACCESS_WITHOUT_PAYMENT,
        /** What was given elsewhere (a role) is not what access says. */
        GRANT_DIFFERS,
        LEDGER_NOT_ZERO,
        /** A reader of the event log never saw an event that is in it, or saw one twice. */
        EVENT_SKIPPED,
        /** Nothing came of it by itself, and it was not parked either. */
        LEFT_UNDECIDED,
        /** {@code kopeck verify} found something. */
        VERIFY_FAILED;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public String toString() {
        return kind.code() + ": " + what;
    }
}
