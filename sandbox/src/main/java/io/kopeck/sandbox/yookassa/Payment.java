package io.kopeck.sandbox.yookassa;

import io.kopeck.sandbox.acquirer.HostedPayments.Saving;
import io.kopeck.sandbox.engine.Money;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A payment in one state; every step makes a new one.
 *
 * @param amount the sum asked for; after a capture, the captured sum
 * @param waitsFor only while pending
 * @param dueAt when it moves on by itself: end of the confirmation term, of the hold, of an injected delay
 * @param refundedMinor returned by refunds that succeeded
 * @param refundingMinor in refunds that are pending
 */
record Payment(String id, long seq, Status status, Money amount, Terms terms, Instant createdAt, @Nullable Step waitsFor,
        @Nullable Instant dueAt, @Nullable Method method, @Nullable Instant capturedAt, long refundedMinor, long refundingMinor,
        @Nullable Decline cancellation, @Nullable Authorization authorization, @Nullable String receiptRegistration)
        implements Stored {

    enum Status { PENDING, WAITING_FOR_CAPTURE, SUCCEEDED, CANCELED }

    /** What a pending payment waits for. */
    enum Step { CUSTOMER, BANK_PAGE, RELEASE }

    /**
     * What the merchant asked for and what faults decided at that moment; never changes.
     *
     * @param recurring charged by a saved method
     * @param decline what the customer's card will be declined with, whatever it is
     * @param force3ds the customer is sent to the bank's page, whatever the card
     */
    record Terms(@Nullable String description, Map<String, @Nullable String> metadata, boolean capture, Saving saving,
            @Nullable Confirmation confirmation, @Nullable String methodType, boolean recurring,
            @Nullable String merchantCustomerId, @Nullable JsonNode receipt, @Nullable Decline decline, boolean force3ds) {}

    /**
     * What proves a decision about the money.
     *
     * @param rrn of cards only, as {@code authCode}
     * @param sbpOperation of SBP only
     */
    record Authorization(@Nullable String rrn, @Nullable String authCode, boolean threeDs, @Nullable String sbpOperation) {}

    @Override
    public String statusName() {
        return status.name().toLowerCase(Locale.ROOT);
    }

    boolean waitsFor(Step step) {
        return status == Status.PENDING && waitsFor == step;
    }

    long refundableMinor() {
        return status == Status.SUCCEEDED ? amount.minor() - refundedMinor - refundingMinor : 0;
    }

    /** The merchant's own name for it: {@code metadata.payment_id}, else {@code metadata.order_id}. */
    @Nullable String reference() {
        var paymentId = terms.metadata().get("payment_id");
        return paymentId != null ? paymentId : terms.metadata().get("order_id");
    }

    Payment waiting(Step step, Method by) {
        return new Payment(id, seq, Status.PENDING, amount, terms, createdAt, step, dueAt, by, null, 0, 0, null, null, receiptRegistration);
    }

    Payment waiting(Step step, Method by, Instant until) {
        return new Payment(id, seq, Status.PENDING, amount, terms, createdAt, step, until, by, null, 0, 0, null, null, receiptRegistration);
    }

    Payment held(Method by, Authorization proof, Instant until) {
        return new Payment(id, seq, Status.WAITING_FOR_CAPTURE, amount, terms, createdAt, null, until, by, null, 0, 0, null, proof,
                receiptRegistration);
    }

    Payment succeeded(Money captured, Method by, Authorization proof, Instant at) {
        return new Payment(id, seq, Status.SUCCEEDED, captured, terms, createdAt, null, null, by, at, 0, 0, null, proof, receiptRegistration);
    }

    Payment canceled(Decline why, @Nullable Method by, @Nullable Authorization proof) {
        return new Payment(id, seq, Status.CANCELED, amount, terms, createdAt, null, null, by, null, 0, 0, why, proof,
                receiptRegistration == null ? null : "canceled");
    }

    Payment refunds(long newRefundedMinor, long newRefundingMinor) {
        return new Payment(id, seq, status, amount, terms, createdAt, waitsFor, dueAt, method, capturedAt, newRefundedMinor,
                newRefundingMinor, cancellation, authorization, receiptRegistration);
    }

    Payment by(Method sameMethod) {
        return new Payment(id, seq, status, amount, terms, createdAt, waitsFor, dueAt, sameMethod, capturedAt, refundedMinor,
                refundingMinor, cancellation, authorization, receiptRegistration);
    }

    Payment receiptRegistered(String newRegistration) {
        return new Payment(id, seq, status, amount, terms, createdAt, waitsFor, dueAt, method, capturedAt, refundedMinor,
                refundingMinor, cancellation, authorization, newRegistration);
    }
}
