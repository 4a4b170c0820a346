package io.kopeck.payments.internal;

import io.kopeck.kernel.Money;
import io.kopeck.payments.PaymentId;
import io.kopeck.payments.ReceiptId;
import io.kopeck.payments.ReceiptState;
import io.kopeck.payments.ReceiptView;
import io.kopeck.payments.RefundId;
import io.kopeck.payments.spi.Receipt;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A receipt document as stored.
 *
 * @param attempt the attempt that took the money, also of a refund
 * @param rode whether the receipt that went along with the money is asked about; false once it is sent by a call of its own
 * @param tries how often it was sent by a call of its own, each time under a key of its own
 * @param openedAt when sending it began, or began anew by hand
 * @param lateSince when it was found not registered in time, which is said once
 */
record ReceiptRow(
        UUID customer,
        UUID id,
        UUID payment,
        int attempt,
        @Nullable UUID refund,
        Money amount,
        Receipt document,
        String state,
        boolean rode,
        int tries,
        @Nullable String idempotencyKey,
        @Nullable String providerReceiptId,
        @Nullable Instant sentAt,
        @Nullable Instant keyExpiresAt,
        @Nullable String code,
        int checks,
        Instant dueBy,
        @Nullable Instant lateSince,
        Instant createdAt,
        Instant openedAt,
        @Nullable Instant registeredAt) {

    boolean isDue() {
        return state.equals("due");
    }

    ReceiptId receiptId() {
        return new ReceiptId(id);
    }

    @Nullable RefundId refundId() {
        return refund == null ? null : new RefundId(refund);
    }

    ReceiptView view() {
        return new ReceiptView(
                receiptId(), new PaymentId(payment), refundId(), ReceiptState.valueOf(state.toUpperCase(Locale.ROOT)), amount,
                document.lines(), tries, code, createdAt, dueBy, registeredAt);
    }
}
