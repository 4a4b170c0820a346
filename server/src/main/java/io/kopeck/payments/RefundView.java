package io.kopeck.payments;

import io.kopeck.kernel.CustomerId;
import io.kopeck.kernel.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A refund as it stands.
 *
 * @param parked whether a person has to decide
 * @param code the acquirer's reason why it failed, or why it is parked; null otherwise
 */
public record RefundView(
        RefundId id,
        PaymentId payment,
        CustomerId customer,
        Money amount,
        RefundStatus status,
        boolean parked,
        RefundCause cause,
        String reason,
        @Nullable String code,
        Instant createdAt,
        @Nullable Instant settledAt) {}
