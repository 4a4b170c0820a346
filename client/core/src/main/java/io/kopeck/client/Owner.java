package io.kopeck.client;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whose wallet is meant: a Telegram user's or a customer's, one of the two.
 *
 * @param telegramId positive
 */
public record Owner(@Nullable Long telegramId, @Nullable UUID customerId) {

    public Owner {
        if ((telegramId == null) == (customerId == null)) {
            throw new IllegalArgumentException("a wallet's owner is either a Telegram user or a customer");
        }
        if (telegramId != null && telegramId <= 0) {
            throw new IllegalArgumentException("a Telegram user has a positive id");
        }
    }

    public static Owner telegram(long telegramId) {
        return new Owner(telegramId, null);
    }

    public static Owner customer(UUID customerId) {
        return new Owner(null, customerId);
    }
}
