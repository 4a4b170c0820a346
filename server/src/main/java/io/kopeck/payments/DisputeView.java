package io.kopeck.payments;

import io.kopeck.kernel.CustomerId;
import io.kopeck.kernel.Money;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Money that went back without us.
 *
 * @param cause {@link RefundCause#ACQUIRER} or {@link RefundCause#CHARGEBACK}
 * @param providerId the acquirer's id of it
 * @param providerPaymentId the acquirer's id of the payment
 * @param booked how much of it our books have: less than {@code amount} when no more was left of the payment
 * @param payment whose money it was; null when it is none of ours, or not known yet
 * @param refund where it is booked; null when nothing is
 */
public record DisputeView(
        UUID id,
        String account,
        RefundCause cause,
        String providerId,
        String providerPaymentId,
        Money amount,
        Money booked,
        State state,
        @Nullable CustomerId customer,
        @Nullable PaymentId payment,
        @Nullable RefundId refund,
        Instant receivedAt) {

    /** Where it stands. */
    public enum State {
        /** Not booked yet: the payment or a refund of ours is being found out. */
        RECEIVED,
        BOOKED,
        /** More than was left of the payment, or its money never was ours: somebody has to look. */
        PARTLY_BOOKED,
        /** It turned out to be a refund of ours. */
        OURS,
        /** The payment is none of ours: somebody has to look. */
        UNKNOWN_PAYMENT
    }
}
