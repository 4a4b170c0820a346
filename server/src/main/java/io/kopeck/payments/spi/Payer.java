package io.kopeck.payments.spi;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who pays.
 *
 * @param id our customer; the account that providers keep saved methods under
 * @param email known only while the customer is present; null otherwise
 * @param telegramUserId told to the provider with the payment where it takes fields of ours; null when there is none
 */
public record Payer(UUID id, @Nullable String email, @Nullable Long telegramUserId) {

    @Override
    public String toString() {
        return "Payer[" + id + "]";
    }
}
