package io.kopeck.payments;

import io.kopeck.kernel.CustomerId;
import io.kopeck.kernel.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A refund as it stands. {@code parked}: a person has to decide. */
public record RefundView(
        RefundId id,
        PaymentId payment,
        CustomerId customer,
        Money amount,
        RefundStatus status,
        boolean parked,
        String reason,
        Instant createdAt,
        @Nullable Instant settledAt) {}
