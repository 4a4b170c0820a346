package io.kopeck.client;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Money to be set aside for an operation whose outcome, or price, is known later.
 *
 * @param type as in the product's price list
 * @param taskId as in {@link Charge}: a wallet never holds or charges twice for one
 * @param amount the most that can be captured, positive; null for the price of the list
 * @param expiresIn after which it is released by itself, in whole seconds, a minute to seven days; null for an hour
 */
public record Hold(Owner owner, String type, String taskId, @Nullable BigDecimal amount, @Nullable Duration expiresIn) {

    public Hold {
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(taskId, "taskId");
    }

    /** For the price of the list, for an hour. */
    public Hold(Owner owner, String type, String taskId) {
        this(owner, type, taskId, null, null);
    }
}
