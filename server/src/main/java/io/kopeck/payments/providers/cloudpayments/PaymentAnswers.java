package io.kopeck.payments.providers.cloudpayments;

import io.kopeck.payments.spi.ChargeOutcome;
import io.kopeck.payments.spi.RetryAdvice;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Translates answers that show a payment.
 *
 * @param takesTestMoney whether payments of the provider's test mode count
 */
record PaymentAnswers(boolean takesTestMoney) {

    /** A hold is let go by itself after at most so long, depending on the card (After authorization). */
    private static final Duration HOLD_MAX = Duration.ofDays(7);

    /** The outcome of an envelope that is to show a payment. */
    ChargeOutcome fromWire(Reply.Body body) {
        return fromWire(body, null);
    }

    /**
     * The outcome by the payment's status, which alone speaks of the money; {@code Success} only has to agree where money
     * moved. A declined payment comes with {@code Success} false (Envelope).
     *
     * @param announcedAs the order it pays; null where there is none
     */
    ChargeOutcome fromWire(Reply.Body body, @Nullable String announcedAs) {
        var transaction = Transaction.fromWire(body.model());
        if (transaction == null || !transaction.isPayment()) {
            return new ChargeOutcome.Unknown("the answer is no payment with a readable id, amount and status");
        }
        var payment = transaction.payment(announcedAs);
        return switch (transaction.status()) {
            case "Completed" -> taken(body, transaction, new ChargeOutcome.Succeeded(payment));
            case "Authorized" ->
                taken(body, transaction, new ChargeOutcome.Held(payment, releasedAt(transaction.authorizedAt())));
            case "AwaitingAuthentication" -> new ChargeOutcome.Pending(payment, null);
            case "Cancelled" -> new ChargeOutcome.Declined(Reason.HOLD_RELEASED, RetryAdvice.LATER, payment);
            case "Declined" -> {
                int reason = transaction.reason() == null ? 0 : transaction.reason();
                yield new ChargeOutcome.Declined(Reason.word(reason), Reason.advice(reason), payment);
            }
            default -> new ChargeOutcome.Unknown("the payment has a status that is not known here");
        };
    }

    private ChargeOutcome taken(Reply.Body body, Transaction transaction, ChargeOutcome outcome) {
        if (!body.success() || transaction.reason() != null && transaction.reason() != 0) {
            return new ChargeOutcome.Unknown("the answer contradicts itself");
        }
        if (transaction.test() && !takesTestMoney) {
            return new ChargeOutcome.Unknown("the terminal is in test mode, which the account does not expect");
        }
        return outcome;
    }

    private static @Nullable Instant releasedAt(@Nullable Instant authorizedAt) {
        return authorizedAt == null ? null : authorizedAt.plus(HOLD_MAX);
    }
}
