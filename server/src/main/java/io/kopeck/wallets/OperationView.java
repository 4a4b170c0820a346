package io.kopeck.wallets;

import io.kopeck.kernel.CustomerId;
import io.kopeck.kernel.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A paid action.
 *
 * @param taskId the caller's own name for it, unique in its wallet
 * @param type as in the price list
 * @param price what was taken for it; zero for a free one, and until it is captured
 * @param hold null unless it was held first
 */
public record OperationView(
        OperationId id, WalletId wallet, CustomerId customer, String taskId, String type, OperationStatus status, Money price,
        Instant createdAt, @Nullable Instant refundedAt, @Nullable HeldFirst hold) {

    /**
     * How an operation was held before it was charged.
     *
     * @param amount what was set aside; zero for a free operation
     */
    public record HeldFirst(Money amount, Instant expiresAt, @Nullable Instant capturedAt, @Nullable Instant releasedAt) {}
}
