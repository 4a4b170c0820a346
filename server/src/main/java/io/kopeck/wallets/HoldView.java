package io.kopeck.wallets;

import io.kopeck.kernel.Money;
import java.time.Instant;

/**
 * An operation that was held, and the wallet as its last step left it.
 *
 * @param status held; free or charged once it is captured; released; refunded when it was returned after the capture
 * @param price what is held or was taken; zero for a free one and for what was released
 */
public record HoldView(
        OperationId operation, OperationStatus status, Money price, Money balance, int freeLeft, Instant expiresAt) {}
