package io.kopeck.payments;

import io.kopeck.kernel.Money;
import java.time.Instant;

/**
 * Who gave something for money learns that it was taken back without us, inside the booking transaction and under the
 * customer's lock.
 */
public interface DisputeUse {

    /**
     * A refund from the acquirer's cabinet or a chargeback was booked.
     *
     * @param payment as it stands with it
     * @param refund what was booked
     * @param amount how much
     * @param cause {@link RefundCause#ACQUIRER} or {@link RefundCause#CHARGEBACK}
     * @param whole whether nothing is left of the payment
     */
    void takenBack(PaymentView payment, RefundId refund, Money amount, RefundCause cause, boolean whole, Instant now);
}
