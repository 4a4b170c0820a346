package io.kopeck.catalog;

import java.time.Duration;

/**
 * What cancelling does.
 *
 * @param trialEndsAtOnce whether a cancelled trial loses access at once
 * @param fullRefundWithin how long after subscribing the last payment is returned in full and access ends; zero: never
 * @param later what happens after that
 */
public record CancellationPolicy(boolean trialEndsAtOnce, Duration fullRefundWithin, Later later) {

    /** What a product does that sells operations alone and says nothing of it: access to the end of the paid period. */
    public static final CancellationPolicy DEFAULT = new CancellationPolicy(false, Duration.ZERO, Later.NO_AUTO_PAYMENT);

    public CancellationPolicy {
        if (fullRefundWithin.isNegative() || fullRefundWithin.compareTo(Duration.ofDays(366)) > 0) {
            throw new IllegalArgumentException("full_refund_within is zero to 366 days");
        }
    }

    /** After the time for a full refund. */
    public enum Later {
        /** Access until the end of the paid period, no renewal. */
        NO_AUTO_PAYMENT,
        /**
         * Whole months not begun yet are returned in proportion to the price paid; access to the end of the current month,
         * no renewal. Months count from the period's anchor.
         */
        REFUND_UNUSED_MONTHS
    }
}
