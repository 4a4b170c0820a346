package io.kopeck.client;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A wallet.
 *
 * @param balance what can be spent
 * @param held what is set aside for operations under way
 * @param currency ISO 4217, such as {@code RUB}
 * @param freeOperationsCount how many a new wallet gets
 * @param blocked whether nothing can be charged to it
 * @param topUpUrl where the owner puts money in; null when the server names no such place
 */
public record Wallet(
        UUID id, UUID customerId, String product, BigDecimal balance, BigDecimal held, String currency, int freeOperationsLeft,
        int freeOperationsCount, boolean blocked, @Nullable String topUpUrl, Instant createdAt) {

    public Wallet {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(customerId, "customerId");
        Objects.requireNonNull(product, "product");
        Objects.requireNonNull(balance, "balance");
        Objects.requireNonNull(held, "held");
        Objects.requireNonNull(currency, "currency");
        Objects.requireNonNull(createdAt, "createdAt");
    }
}
