package io.kopeck.sandbox.yookassa;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A fiscal receipt.
 *
 * @param type payment or refund
 * @param refused the register will refuse it
 * @param ofObject true: sent with the payment or refund, whose {@code receipt_registration} follows it
 */
record Receipt(String id, long seq, String type, @Nullable String paymentId, @Nullable String refundId, boolean ofObject,
        String statusName, JsonNode items, @Nullable JsonNode settlements, @Nullable Integer taxSystemCode, Instant createdAt,
        @Nullable Instant dueAt, boolean refused, @Nullable Instant registeredAt) implements Stored {

    /** What the register says when its time has come. */
    Receipt decided(Instant at) {
        return new Receipt(id, seq, type, paymentId, refundId, ofObject, refused ? "canceled" : "succeeded", items, settlements, taxSystemCode,
                createdAt, null, refused, refused ? null : at);
    }
}
