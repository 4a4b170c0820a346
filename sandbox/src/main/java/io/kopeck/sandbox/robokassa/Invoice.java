package io.kopeck.sandbox.robokassa;

import io.kopeck.sandbox.engine.Money;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An operation in one state; every step makes a new one.
 *
 * @param id InvId, or {@code test-} and InvId: a test payment does not take the number from a real one
 * @param amount what the buyer pays; after a partial confirmation, the confirmed sum
 * @param opKey the handle for refunds
 * @param stateAt when it came into its state
 * @param reason of the last decline, or of the end
 * @param refundedMinor returned by finished refunds
 * @param refundingMinor in refunds that are being processed
 */
record Invoice(String id, long seq, State state, @Nullable Step waitsFor, Terms terms, Money amount, String opKey, Instant createdAt,
        Instant stateAt, @Nullable Instant dueAt, @Nullable Method method, @Nullable String reason, long refundedMinor, long refundingMinor)
        implements Stored {

    static final String TEST_PREFIX = "test-";

    /** State codes of OpStateExt (reference, 7). */
    enum State {
        CREATED(5), CANCELED(10), HELD(20), CREDITING(50), RETURNED(60), SUSPENDED(80), PAID(100);

        private final int code;

        State(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }
    }

    /** What a created one waits for. */
    enum Step { CUSTOMER, BANK_PAGE, OUTCOME }

    /** Where the browser is sent and how. */
    record Return(String url, boolean post) {}

    /**
     * What the merchant asked for and what faults decided at that moment.
     *
     * @param number InvId
     * @param sumText OutSum as it was sent
     * @param previous InvId of the mother; 0 when the buyer pays by hand
     * @param sbp pays by SBP instead of a card
     * @param link id of the Invoice API's payment link it was opened by
     * @param decline the next try is declined with this, whatever the card
     * @param force3ds the buyer is sent to the bank's page, whatever the card
     */
    record Terms(long number, boolean test, String sumText, Money sum, @Nullable String description, Map<String, String> shp, boolean recurring,
            boolean hold, long previous, @Nullable String email, @Nullable String culture, boolean sbp, @Nullable String receipt,
            @Nullable String resultUrl2, @Nullable Return success, @Nullable Return fail, @Nullable Instant expiresAt, @Nullable String link,
            @Nullable String decline, boolean force3ds) {

        String id() {
            return (test ? TEST_PREFIX : "") + number;
        }

        Terms withoutFaults() {
            return new Terms(number, test, sumText, sum, description, shp, recurring, hold, previous, email, culture, sbp, receipt, resultUrl2,
                    success, fail, expiresAt, link, null, false);
        }
    }

    static Invoice opened(Terms terms, long seq, String opKey, Instant now) {
        return new Invoice(terms.id(), seq, State.CREATED, Step.CUSTOMER, terms, terms.sum(), opKey, now, now, terms.expiresAt(), null, null, 0, 0);
    }

    boolean test() {
        return terms.test();
    }

    boolean waitsFor(Step step) {
        return state == State.CREATED && waitsFor == step;
    }

    long refundableMinor() {
        return state == State.PAID && !test() ? amount.minor() - refundedMinor - refundingMinor : 0;
    }

    Invoice reopened(Terms newTerms) {
        return new Invoice(id, seq, State.CREATED, Step.CUSTOMER, newTerms, newTerms.sum(), opKey, createdAt, stateAt, newTerms.expiresAt(), null,
                null, 0, 0);
    }

    Invoice waiting(Step step, Method by, @Nullable Instant until, @Nullable String whyNot) {
        return new Invoice(id, seq, State.CREATED, step, terms, amount, opKey, createdAt, stateAt, until, by, whyNot, 0, 0);
    }

    /** Declined, and still payable. */
    Invoice declined(String why) {
        return new Invoice(id, seq, State.CREATED, Step.CUSTOMER, terms.withoutFaults(), amount, opKey, createdAt, stateAt, terms.expiresAt(), null,
                why, 0, 0);
    }

    Invoice moved(State to, Money sum, @Nullable Method by, Instant now, @Nullable Instant until, @Nullable String why) {
        return new Invoice(id, seq, to, null, terms, sum, opKey, createdAt, now, until, by, why, 0, 0);
    }

    Invoice refunds(long newRefundedMinor, long newRefundingMinor) {
        return new Invoice(id, seq, state, waitsFor, terms, amount, opKey, createdAt, stateAt, dueAt, method, reason, newRefundedMinor,
                newRefundingMinor);
    }

    Invoice withReceipt(String receipt) {
        var t = terms;
        var fresh = new Terms(t.number(), t.test(), t.sumText(), t.sum(), t.description(), t.shp(), t.recurring(), t.hold(), t.previous(), t.email(),
                t.culture(), t.sbp(), receipt, t.resultUrl2(), t.success(), t.fail(), t.expiresAt(), t.link(), t.decline(), t.force3ds());
        return new Invoice(id, seq, state, waitsFor, fresh, amount, opKey, createdAt, stateAt, dueAt, method, reason, refundedMinor, refundingMinor);
    }
}
