package io.kopeck.payments.internal;

import io.kopeck.kernel.CustomerId;
import io.kopeck.kernel.Money;
import io.kopeck.payments.PaymentId;
import io.kopeck.payments.RefundCause;
import io.kopeck.payments.RefundId;
import io.kopeck.payments.RefundStatus;
import io.kopeck.payments.RefundView;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A refund as stored. {@code tries} counts its attempts at the acquirer, each under a key of its own. */
record RefundRow(
        UUID customer,
        UUID id,
        UUID payment,
        int attempt,
        Money amount,
        String cause,
        String reason,
        String state,
        int tries,
        @Nullable String idempotencyKey,
        @Nullable String providerRefundId,
        @Nullable Instant sentAt,
        @Nullable Instant keyExpiresAt,
        int checks,
        @Nullable String code,
        Instant createdAt,
        @Nullable Instant settledAt) {

    RefundView view() {
        var status = switch (state) {
            case "succeeded" -> RefundStatus.SUCCEEDED;
            case "failed" -> RefundStatus.FAILED;
            default -> RefundStatus.PENDING;
        };
        return new RefundView(new RefundId(id), new PaymentId(payment), new CustomerId(customer), amount, status,
                state.equals("parked"), RefundCause.ofWire(cause), reason, code, createdAt, settledAt);
    }

    /** Whether it is being found out and the acquirer's id of it is not known: news of a refund may be news of this one. */
    boolean isLost() {
        return (state.equals("sent") || state.equals("unknown")) && providerRefundId == null;
    }

    boolean isOpen() {
        return !state.equals("succeeded") && !state.equals("failed");
    }
}
