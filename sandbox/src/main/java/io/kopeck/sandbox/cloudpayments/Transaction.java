package io.kopeck.sandbox.cloudpayments;

import io.kopeck.sandbox.engine.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A payment or a refund in one state; every step makes a new one (reference, 5).
 *
 * @param amount the sum asked for; after a confirmation, the confirmed sum
 * @param waitsFor only while it awaits
 * @param dueAt when it moves on by itself: end of the bank's page, of the hold, of an injected delay
 * @param originalNumber the payment that a refund returns
 */
record Transaction(long number, Kind kind, Status status, Money amount, Terms terms, Instant createdAt, @Nullable Step waitsFor,
        @Nullable Instant dueAt, Source source, @Nullable Decision decision, @Nullable Instant confirmedAt, Returned returned,
        @Nullable Long originalNumber) {

    /** The codes are those of the model's {@code Type}. */
    enum Kind { PAYMENT, REFUND }

    enum Status {
        AWAITING_AUTHENTICATION("AwaitingAuthentication", 1), AUTHORIZED("Authorized", 2), COMPLETED("Completed", 3),
        CANCELLED("Cancelled", 4), DECLINED("Declined", 5);

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

    /** What an undecided transaction waits for. */
    enum Step { BANK_PAGE, RELEASE }

    /**
     * What the merchant asked for and what faults decided at that moment; never changes.
     *
     * @param initiator 0 merchant, 1 customer; only of a charge by token
     * @param orderId the order whose page the customer paid on
     * @param save the card is to be saved, should the payment pass
     * @param decline what the card will be declined with, whatever it is
     */
    record Terms(@Nullable String invoiceId, @Nullable String accountId, @Nullable String email, @Nullable String description,
            @Nullable String jsonData, @Nullable String ipAddress, @Nullable String name, @Nullable String culture,
            @Nullable Integer initiator, @Nullable String orderId, boolean twoStage, boolean save, @Nullable ReasonCode decline) {

        boolean byToken() {
            return initiator != null;
        }
    }

    /** What was charged; {@code firstNumber} is the transaction that saved the card. */
    record Source(@Nullable Card card, @Nullable String token, @Nullable Long firstNumber) {}

    /**
     * How it was decided.
     *
     * @param blocked the card was not even tried
     * @param retryAfter before that the card is blocked
     */
    record Decision(Instant at, ReasonCode reason, @Nullable String authCode, @Nullable String rrn, boolean blocked, @Nullable Instant retryAfter) {}

    /** Given back so far: by refunds, by refunds that are undecided, by chargebacks. */
    record Returned(long refundedMinor, long refundingMinor, long chargedBackMinor) {
        static final Returned NOTHING = new Returned(0, 0, 0);
    }

    String id() {
        return Long.toString(number);
    }

    boolean waitsFor(Step step) {
        return status == Status.AWAITING_AUTHENTICATION && waitsFor == step;
    }

    long returnableMinor() {
        return kind == Kind.PAYMENT && status == Status.COMPLETED
                ? amount.minor() - returned.refundedMinor() - returned.refundingMinor() - returned.chargedBackMinor() : 0;
    }

    Transaction waiting(Step step, Instant until) {
        return new Transaction(number, kind, Status.AWAITING_AUTHENTICATION, amount, terms, createdAt, step, until, source, null, null, returned, originalNumber);
    }

    Transaction authorized(Source by, Decision decided, Instant until) {
        return new Transaction(number, kind, Status.AUTHORIZED, amount, terms, createdAt, null, until, by, decided, null, returned, originalNumber);
    }

    Transaction completed(Money sum, Source by, Decision decided, Instant at) {
        return new Transaction(number, kind, Status.COMPLETED, sum, terms, createdAt, null, null, by, decided, at, returned, originalNumber);
    }

    Transaction declined(Decision decided) {
        return new Transaction(number, kind, Status.DECLINED, amount, terms, createdAt, null, null, source, decided, null, returned, originalNumber);
    }

    Transaction cancelled() {
        return new Transaction(number, kind, Status.CANCELLED, amount, terms, createdAt, null, null, source, decision, null, returned, originalNumber);
    }

    Transaction returning(Returned newReturned) {
        return new Transaction(number, kind, status, amount, terms, createdAt, waitsFor, dueAt, source, decision, confirmedAt, newReturned, originalNumber);
    }
}
