package io.kopeck.payments.spi;

import io.kopeck.kernel.Money;
import org.jspecify.annotations.Nullable;

/** Takes held money; {@code amount} is at most what is held, the rest goes back to the customer. */
public record CaptureRequest(
        String providerPaymentId, String idempotencyKey, Money amount, @Nullable Receipt receipt) {

    /** The same, for a provider that is given the receipt in a call of its own. */
    public CaptureRequest withoutReceipt() {
        return new CaptureRequest(providerPaymentId, idempotencyKey, amount, null);
    }
}
