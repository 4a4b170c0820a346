package io.kopeck.payments.spi;

import java.time.Duration;
import java.time.Instant;

/**
 * One account at one payment provider.
 *
 * <p>Every method is one request and its translation; none retries, keeps state or throws for what the provider did:
 * whatever is not certain is {@code Unknown}. Methods are called from many threads, never inside a transaction.
 */
public interface Acquirer {

    /** The longest span of one question for chargebacks. */
    int CHARGEBACK_DAYS_MAX = 31;

    /**
     * How long the provider remembers an idempotency key; a repeat within it is safe, after it is a new charge. Zero where
     * there are no keys: nothing is ever repeated, lost answers are searched.
     */
    Duration keyLifetime();

    /** How long a payment that waits for the customer can live at the provider; later it is parked when still pending. */
    Duration pendingLifetime();

    /** Asks for money: a new payment the customer confirms, or a charge of a saved method. Repeatable with the same key. */
    ChargeOutcome charge(ChargeRequest request);

    /**
     * Reads a payment by the provider's id: the only truth about it. One that {@link SentCharge#expired} is also ended where
     * the provider lets us, so that it is not paid behind our back; it is declined only when that is certain.
     */
    ChargeOutcome fetch(ProviderReference reference);

    /**
     * Searches a payment by our reference, for attempts whose answer was lost and whose key is too old to repeat.
     * {@link ChargeOutcome.Rejected} with code {@value ChargeOutcome.Rejected#NOT_FOUND} means certainly never created.
     */
    ChargeOutcome find(SentCharge lost);

    /** Captures a held payment, whole or part. */
    ChargeOutcome capture(CaptureRequest request);

    /** Gives a held payment back without charging. */
    ChargeOutcome cancelHold(ProviderReference reference, String idempotencyKey);

    /** Returns money. Repeatable with the same key. */
    RefundOutcome refund(RefundRequest request);

    /** Reads a refund by the provider's id. */
    RefundOutcome fetchRefund(ProviderReference reference);

    /** Searches a refund by our reference, as {@link #find} does for charges. */
    RefundOutcome findRefund(LostRefund lost);

    /**
     * Lists the chargebacks registered from one moment to the other, both included: a span of at most {@value
     * #CHARGEBACK_DAYS_MAX} days. Spans may overlap, an id tells a chargeback that was listed before.
     *
     * @throws IllegalArgumentException when the span is longer, or ends before it begins
     */
    default ChargebackListing chargebacks(Instant from, Instant to) {
        return new ChargebackListing.NotOffered();
    }

    /**
     * Whether fiscal receipts go along with charges, captures and refunds; otherwise each settlement is followed by {@link
     * #sendReceipt}. The same for the life of this object.
     */
    default boolean receiptsRideAlong() {
        return true;
    }

    /**
     * Registers a fiscal receipt by a call of its own, for a settlement whose receipt did not ride along or was not
     * registered. Repeatable with the same key.
     */
    default ReceiptOutcome sendReceipt(ReceiptRequest request) {
        return new ReceiptOutcome.NotOffered();
    }

    /**
     * Asks what became of a receipt: of the one inside a payment or refund, of one sent by {@link #sendReceipt}, or of
     * whatever there is for the settlement when the answer to that call was lost; {@link ReceiptOutcome.Refused} then means
     * that there is none.
     */
    default ReceiptOutcome fetchReceipt(SentReceipt sent) {
        return new ReceiptOutcome.NotOffered();
    }

    /** Reads a notification: verifies it first, and says what it is about. There is no default that accepts. */
    WebhookReading read(InboundWebhook webhook);
}
