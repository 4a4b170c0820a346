package io.kopeck.payments.spi;

import io.kopeck.kernel.Money;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Money to return for a settled payment.
 *
 * @param whole whether this returns all of the payment at once (a provider may then take the receipt from the payment)
 * @param description for the provider's records, at most 250 characters
 */
public record RefundRequest(
        UUID refundId,
        String providerPaymentId,
        String idempotencyKey,
        Money amount,
        boolean whole,
        String description,
        @Nullable Receipt receipt) {

    /** The same, for a provider that is given the receipt in a call of its own. */
    public RefundRequest withoutReceipt() {
        return new RefundRequest(refundId, providerPaymentId, idempotencyKey, amount, whole, description, null);
    }
}
