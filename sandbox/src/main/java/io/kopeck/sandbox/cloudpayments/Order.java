package io.kopeck.sandbox.cloudpayments;

import io.kopeck.sandbox.engine.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A payment link in one state (reference, 7).
 *
 * @param lastNumber the customer's latest attempt: one that was declined is not the order's end
 * @param fault what an injected fault decided for the first attempt
 */
record Order(String id, long number, Status status, Money amount, Terms terms, Instant createdAt, @Nullable Instant paidAt,
        @Nullable Long lastNumber, @Nullable Forced fault) {

    enum Status {
        CREATED("Created", 0), PAID("Paid", 2), CANCELLED("Cancelled", 3);

        private final String wireName;
        private final int code;

        Status(String wireName, int code) {
            this.wireName = wireName;
            this.code = code;
        }

        String wireName() {
            return wireName;
        }

        int code() {
            return code;
        }
    }

    record Terms(String description, @Nullable String email, @Nullable String phone, boolean twoStage, @Nullable String invoiceId,
            @Nullable String accountId, @Nullable String culture, @Nullable String successUrl, @Nullable String failUrl, @Nullable String jsonData) {}

    record Forced(boolean threeDs, @Nullable ReasonCode decline) {}

    Order tried(long transactionNumber) {
        return new Order(id, number, status, amount, terms, createdAt, paidAt, transactionNumber, null);
    }

    Order paid(Instant at) {
        return new Order(id, number, Status.PAID, amount, terms, createdAt, at, lastNumber, fault);
    }

    Order cancelled() {
        return new Order(id, number, Status.CANCELLED, amount, terms, createdAt, paidAt, lastNumber, fault);
    }
}
