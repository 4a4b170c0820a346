package io.kopeck.payments.spi;

import io.kopeck.kernel.Money;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The settlement that a fiscal receipt documents: a payment, or a refund of one.
 *
 * @param paymentId our reference of the payment
 * @param customer whose payment it is
 * @param providerPaymentId the payment that took the money
 * @param providerRefundId the refund that returned it; null when the receipt is the payment's
 * @param amount what was settled or returned: the receipt's lines sum to it
 */
public record ReceiptSubject(
        UUID paymentId, UUID customer, String providerPaymentId, @Nullable String providerRefundId, Money amount) {

    public boolean isRefund() {
        return providerRefundId != null;
    }
}
