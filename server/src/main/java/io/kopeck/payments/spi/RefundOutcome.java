package io.kopeck.payments.spi;

import io.kopeck.kernel.Money;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is known of a refund after asking the provider once. */
public sealed interface RefundOutcome {

    /** The money went back. */
    record Succeeded(ProviderRefund refund) implements RefundOutcome {}

    /** Created and undecided. */
    record Pending(ProviderRefund refund) implements RefundOutcome {}

    /** Certainly not returned under this attempt. {@code again} says whether a new attempt may work. */
    record Declined(String code, boolean again) implements RefundOutcome {}

    /** Nothing certain is known. */
    record Unknown(String cause) implements RefundOutcome {}

    /** The request itself was refused before any money moved, as {@link ChargeOutcome.Rejected}. */
    record Rejected(String code, String detail) implements RefundOutcome {}

    /**
     * A refund as the provider shows it.
     *
     * @param providerPaymentId the payment it returns money of; null when the answer does not say
     * @param refundId our reference when the provider gives it back
     */
    record ProviderRefund(String id, @Nullable String providerPaymentId, Money amount, @Nullable UUID refundId) {}
}
