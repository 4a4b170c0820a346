package io.kopeck.client;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;

/**
 * Money that is set aside, and the wallet as it was left.
 *
 * @param status {@link OperationStatus#HELD}, or what became of it when the task was asked for before
 * @param price what is held
 * @param balance what could be spent afterwards
 * @param expiresAt when it is released by itself
 */
public record Held(
        OperationId operationId, OperationStatus status, BigDecimal price, BigDecimal balance, int freeOperationsLeft, Instant expiresAt) {

    public Held {
        Objects.requireNonNull(operationId, "operationId");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(price, "price");
        Objects.requireNonNull(balance, "balance");
        Objects.requireNonNull(expiresAt, "expiresAt");
    }
}
