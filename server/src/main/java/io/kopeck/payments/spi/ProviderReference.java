package io.kopeck.payments.spi;

import io.kopeck.kernel.Money;
import org.jspecify.annotations.Nullable;

/**
 * Names a payment or refund at the provider.
 *
 * @param amount what it was made for, since some providers do not repeat it; null when only a notification named it
 * @param sent the charge it came from; null for refunds, and when only a notification named it
 */
public record ProviderReference(String id, @Nullable Money amount, @Nullable SentCharge sent) {

    public ProviderReference(String id, @Nullable Money amount) {
        this(id, amount, null);
    }
}
