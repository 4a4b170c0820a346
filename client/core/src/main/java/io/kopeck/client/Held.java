package io.kopeck.client;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An operation that is held or was, and the wallet as its last step left it.
 *
 * @param operationId null for a type that the price list leaves out of billing
 * @param status {@link OperationStatus#HELD}; {@link OperationStatus#FREE} or {@link OperationStatus#CHARGED} once it is captured, {@link
 *     OperationStatus#RELEASED} once it went back, {@link OperationStatus#REFUNDED} when it was captured and returned
 * @param price what is held or was taken; zero for a free one
 * @param balance what could be spent afterwards
 * @param expiresAt when what is held goes back by itself; null for a type that is not billed
 */
public record Held(
        @Nullable OperationId operationId, OperationStatus status, BigDecimal price, BigDecimal balance, int freeOperationsLeft,
        @Nullable Instant expiresAt) {

    public Held {
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(price, "price");
        Objects.requireNonNull(balance, "balance");
    }
}
