package io.kopeck.sandbox.cloudpayments;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A fiscal receipt (reference, 11).
 *
 * @param type Income, IncomeReturn, Expense or ExpenseReturn
 * @param transactionNumber the payment or refund it came with; null when it was asked for on its own
 * @param dueAt when the cash register will have printed it, or will have found that it cannot
 * @param broken whether the register fails to print it
 */
record Receipt(String id, long number, String inn, String type, @Nullable String invoiceId, @Nullable String accountId,
        @Nullable Long transactionNumber, JsonNode content, long totalMinor, Instant createdAt, @Nullable Instant dueAt, boolean broken,
        @Nullable Instant processedAt) {

    Receipt processed(Instant at) {
        return new Receipt(id, number, inn, type, invoiceId, accountId, transactionNumber, content, totalMinor, createdAt, null, broken, at);
    }

    /** In the words of kkt/receipt/status/get. */
    String status() {
        return processedAt == null ? "Queued" : broken ? "Error" : "Processed";
    }
}
