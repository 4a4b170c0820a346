package io.kopeck.client;

import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An operation that is paid for, and the wallet as it left it.
 *
 * @param operationId null for a type that the price list leaves out of billing: it costs nothing and cannot be refunded
 * @param status {@link OperationStatus#FREE} or {@link OperationStatus#CHARGED}; {@link OperationStatus#REFUNDED} when the task was
 *     charged and returned before: then nothing pays for another run of it, which needs a new task id
 * @param price what was taken; zero for a free one
 * @param balance what could be spent afterwards
 */
public record Charged(@Nullable OperationId operationId, OperationStatus status, BigDecimal price, BigDecimal balance, int freeOperationsLeft) {

    public Charged {
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(price, "price");
        Objects.requireNonNull(balance, "balance");
    }
}
