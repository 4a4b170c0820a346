package io.kopeck.payments;

import io.kopeck.payments.spi.ProviderMethod;
import io.kopeck.payments.spi.RetryAdvice;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a payment is for, implemented by the module that sells it. Every method runs inside the settling transaction with
 * the customer's lock held: what it writes commits together with the payment's new state, or not at all. No method calls
 * the network.
 */
public interface PaymentPurpose {

    /** The purpose it completes. */
    Purpose purpose();

    /**
     * The money is ours: gives what was paid for.
     *
     * @param method the method it was paid with, as the acquirer shows it
     * @return {@link Completion#IMPOSSIBLE} when it can no longer be given; the payment is then refunded in full
     */
    Completion settled(PaymentView payment, @Nullable ProviderMethod method, Instant now);

    /** The attempt was declined. Returns whether the payment stays open for another attempt. */
    boolean declined(PaymentView payment, RetryAdvice advice, Instant now);

    /** The acquirer refused the request itself: no decline by the customer's bank. Returns whether it stays open. */
    boolean rejected(PaymentView payment, Instant now);

    /** The attempt waits for the customer at {@link PaymentView#confirmationUrl()}. */
    void confirmationNeeded(PaymentView payment, Instant now);

    /** What became of the purpose. */
    enum Completion {
        DONE,
        IMPOSSIBLE
    }
}
