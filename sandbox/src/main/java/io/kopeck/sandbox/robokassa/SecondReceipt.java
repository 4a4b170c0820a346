package io.kopeck.sandbox.robokassa;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A receipt that was attached to a payment after it was made, under the merchant's own number. */
record SecondReceipt(String id, long seq, String invoiceId, JsonNode content, Instant createdAt) implements Stored {

    static String id(String number) {
        return "receipt-" + number;
    }

    @Override
    public @Nullable Instant dueAt() {
        return null;
    }
}
