package io.kopeck.sandbox.yookassa;

import io.kopeck.sandbox.engine.Money;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A refund in one state.
 *
 * @param byMerchant false: made in the cabinet, not by the API
 * @param dueAt when a pending one succeeds by itself
 * @param rrn of cards only
 * @param sbpOperation of SBP only
 */
record Refund(String id, long seq, String paymentId, Status status, Money amount, @Nullable String description,
        Map<String, @Nullable String> metadata, boolean byMerchant, Instant createdAt, @Nullable Instant dueAt,
        @Nullable Decline cancellation, @Nullable String rrn, @Nullable String sbpOperation, @Nullable JsonNode receipt,
        @Nullable String receiptRegistration)
        implements Stored {

    enum Status { PENDING, SUCCEEDED, CANCELED }

    @Override
    public String statusName() {
        return status.name().toLowerCase(Locale.ROOT);
    }

    Refund succeeded() {
        return new Refund(id, seq, paymentId, Status.SUCCEEDED, amount, description, metadata, byMerchant, createdAt, null, null, rrn, sbpOperation,
                receipt, receiptRegistration);
    }

    Refund canceled(Decline why) {
        return new Refund(id, seq, paymentId, Status.CANCELED, amount, description, metadata, byMerchant, createdAt, null, why, rrn, sbpOperation,
                receipt, receiptRegistration == null ? null : "canceled");
    }

    Refund receiptRegistered(String newRegistration) {
        return new Refund(id, seq, paymentId, status, amount, description, metadata, byMerchant, createdAt, dueAt, cancellation, rrn, sbpOperation,
                receipt, newRegistration);
    }
}
