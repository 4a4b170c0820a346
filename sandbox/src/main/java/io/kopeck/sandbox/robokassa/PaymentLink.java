package io.kopeck.sandbox.robokassa;

import io.kopeck.sandbox.engine.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An invoice of the Invoice API: a link that is paid once, or again and again.
 *
 * @param number InvId of its payment; a reusable one gets a new number each time
 */
record PaymentLink(String id, long seq, boolean reusable, long number, Money sum, @Nullable String description, @Nullable String culture,
        boolean active, Invoice.@Nullable Return success, Invoice.@Nullable Return fail, Instant createdAt) implements Stored {

    @Override
    public @Nullable Instant dueAt() {
        return null;
    }

    PaymentLink deactivated() {
        return new PaymentLink(id, seq, reusable, number, sum, description, culture, false, success, fail, createdAt);
    }
}
