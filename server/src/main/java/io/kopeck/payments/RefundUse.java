package io.kopeck.payments;

import io.kopeck.kernel.Money;
import java.time.Instant;

/**
 * Who gave something that can be spent takes it back before the money for it is returned. Every method runs inside the transaction
 * that decides about the refund, with the customer's lock held. Only refunds that staff ask for are told of: money that came for
 * nothing was never given, and of money taken back without us {@link DisputeUse} tells.
 */
public interface RefundUse {

    /** Whose payments it is told about. */
    Purpose purpose();

    /**
     * How much of the payment can be returned; that much stays there to the end of the transaction.
     *
     * @param left what is left of the payment itself
     */
    Money returnable(PaymentView payment, Money left);

    /** This much, at most what is returnable, is going to be returned. */
    void requested(PaymentView payment, RefundId refund, Money amount, Instant now);

    /** It was not returned and will not be. */
    void failed(PaymentView payment, RefundId refund, Money amount, Instant now);
}
