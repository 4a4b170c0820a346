package io.kopeck.sandbox.robokassa;

import io.kopeck.sandbox.engine.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A refund in one state.
 *
 * @param id requestId
 * @param willCancel it will end canceled, because a fault decided so
 * @param items the receipt's items it came with
 */
record Refund(String id, long seq, String invoiceId, Money amount, Label label, boolean willCancel, @Nullable JsonNode items, Instant createdAt,
        @Nullable Instant dueAt) implements Stored {

    enum Label { PROCESSING, FINISHED, CANCELED }

    Refund ended(Label how) {
        return new Refund(id, seq, invoiceId, amount, how, willCancel, items, createdAt, null);
    }
}
