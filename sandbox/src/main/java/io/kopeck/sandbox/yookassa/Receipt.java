package io.kopeck.sandbox.yookassa;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A fiscal receipt.
 *
 * @param type payment or refund
 * @param ofObject true: sent with the payment or refund, whose {@code receipt_registration} follows it
 */
record Receipt(String id, long seq, String type, @Nullable String paymentId, @Nullable String refundId, boolean ofObject,
        String statusName, JsonNode items, @Nullable JsonNode settlements, @Nullable Integer taxSystemCode, Instant createdAt,
        @Nullable Instant dueAt, @Nullable Instant registeredAt) implements Stored {

    Receipt registered(Instant at) {
        return new Receipt(id, seq, type, paymentId, refundId, ofObject, "succeeded", items, settlements, taxSystemCode, createdAt, null, at);
    }
}
