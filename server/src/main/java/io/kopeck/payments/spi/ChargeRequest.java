package io.kopeck.payments.spi;

import io.kopeck.kernel.Money;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Money asked from a customer.
 *
 * @param reference our name for the attempt
 * @param idempotencyKey derived from the obligation and the attempt number; at most 64 characters
 * @param description shown to the customer, at most 128 characters
 * @param capture false holds the money until {@link Acquirer#capture}
 * @param saveMethod asks the provider to keep the method for later charges
 * @param methodToken the saved method to charge, or null for a payment the customer fills in
 * @param returnUrl where the provider sends the browser back; null when no customer is present (a renewal)
 * @param expiresAt when a payment the customer fills in is to end unpaid, where the provider takes such a bound
 * @param receipt the fiscal receipt to register with the payment, or null
 */
public record ChargeRequest(
        ChargeReference reference,
        String idempotencyKey,
        Money amount,
        String description,
        boolean capture,
        boolean saveMethod,
        @Nullable String methodToken,
        @Nullable URI returnUrl,
        Instant expiresAt,
        Payer payer,
        @Nullable Receipt receipt) {

    public UUID paymentId() {
        return reference.paymentId();
    }

    /** The same, for a provider that is given the receipt in a call of its own. */
    public ChargeRequest withoutReceipt() {
        return new ChargeRequest(
                reference, idempotencyKey, amount, description, capture, saveMethod, methodToken, returnUrl, expiresAt, payer, null);
    }

    public int attempt() {
        return reference.attempt();
    }
}
