package io.kopeck.client;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An operation as it stands.
 *
 * @param price what was taken, or was before it was returned; zero for a free one
 * @param currency ISO 4217
 * @param refundedAt null unless it was returned
 */
public record Operation(
        OperationId id, UUID customerId, String taskId, String type, OperationStatus status, BigDecimal price, String currency,
        Instant createdAt, @Nullable Instant refundedAt) {

    public Operation {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(customerId, "customerId");
        Objects.requireNonNull(taskId, "taskId");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(price, "price");
        Objects.requireNonNull(currency, "currency");
        Objects.requireNonNull(createdAt, "createdAt");
    }
}
