package io.kopeck.payments.internal.core;

import io.kopeck.payments.spi.ChargeOutcome;
import io.kopeck.payments.spi.ProviderPayment;
import io.kopeck.payments.spi.RetryAdvice;
import org.jspecify.annotations.Nullable;

/** What is to be done with an attempt after one answer of the acquirer. */
public sealed interface Decision {

    /** Nothing changes: a replay, or news of no weight. */
    record Ignore() implements Decision {}

    /** Book the money. {@code surplus}: the attempt had been given up, so it is returned as well. */
    record Book(ProviderPayment payment, boolean surplus) implements Decision {}

    record Hold(ProviderPayment payment) implements Decision {}

    /** Nothing new: the money is still held and waits for a capture. */
    record KeepHeld() implements Decision {}

    record Wait(ProviderPayment payment, @Nullable String confirmationUrl) implements Decision {}

    record Decline(String code, RetryAdvice advice, @Nullable String providerPaymentId) implements Decision {}

    record Reject(String code) implements Decision {}

    /** Still not certain; ask again later. */
    record AskAgain(String cause) implements Decision {}

    /** The answer contradicts what was asked for; nothing is booked, a person looks. */
    record Mismatch(String what) implements Decision {}

    /**
     * Decides.
     *
     * @param certain whether the answer is to the very first call of this attempt, made by the process that committed it.
     *     Only then does a refusal without a payment prove that nothing was charged: a repeat may be refused while the
     *     first call went through.
     */
    static Decision of(Attempt attempt, ChargeOutcome outcome, boolean certain) {
        return switch (attempt.state()) {
            case SUCCEEDED, SURPLUS -> new Ignore();
            case DECLINED, REJECTED -> afterwards(attempt, outcome);
            case SENT, UNKNOWN, PENDING, HELD, PARKED -> open(attempt, outcome, certain);
        };
    }

    private static Decision afterwards(Attempt attempt, ChargeOutcome outcome) {
        return switch (outcome) {
            case ChargeOutcome.Succeeded(var payment) -> checked(attempt, payment, new Book(payment, true));
            case ChargeOutcome.Held _, ChargeOutcome.Declined _, ChargeOutcome.Pending _, ChargeOutcome.Unknown _,
                    ChargeOutcome.Rejected _ -> new Ignore();
        };
    }

    private static Decision open(Attempt attempt, ChargeOutcome outcome, boolean certain) {
        return switch (outcome) {
            case ChargeOutcome.Succeeded(var payment) -> checked(attempt, payment, new Book(payment, false));
            case ChargeOutcome.Held(var payment, _) -> attempt.state() == AttemptState.HELD
                    ? new KeepHeld()
                    : checked(attempt, payment, new Hold(payment));
            case ChargeOutcome.Pending(var payment, var url) -> attempt.state() == AttemptState.PARKED || attempt.state() == AttemptState.HELD
                    ? new Ignore()
                    : checked(attempt, payment, new Wait(payment, url == null ? null : url.toString()));
            case ChargeOutcome.Declined(var code, var advice, var payment) -> {
                if (payment != null) {
                    yield checked(attempt, payment, new Decline(code, advice, payment.id()));
                }
                yield certain ? new Decline(code, advice, null) : new AskAgain("refused with " + code);
            }
            case ChargeOutcome.Unknown(var cause) -> new AskAgain(cause);
            case ChargeOutcome.Rejected(var code, _) when code.equals(ChargeOutcome.Rejected.KEY_CONFLICT) ->
                    new Mismatch("the request under its idempotency key");
            case ChargeOutcome.Rejected(var code, _) -> certain ? new Reject(code) : new AskAgain("refused with " + code);
        };
    }

    /** Passes the decision when amount, currency and references of the answer are those of the attempt. */
    private static Decision checked(Attempt attempt, ProviderPayment payment, Decision decision) {
        if (attempt.providerPaymentId() != null && !attempt.providerPaymentId().equals(payment.id())
                && !attempt.providerPaymentId().equals(payment.announcedAs())) {
            return new Mismatch("the provider's payment id");
        }
        if (payment.paymentId() != null && !payment.paymentId().equals(attempt.paymentId())) {
            return new Mismatch("the payment reference");
        }
        if (payment.attempt() != null && payment.attempt() != attempt.number()) {
            return new Mismatch("the attempt");
        }
        if (payment.amount().currency() != attempt.amount().currency()) {
            return new Mismatch("the currency");
        }
        boolean partialCapture = attempt.state() == AttemptState.HELD && payment.amount().compareTo(attempt.amount()) < 0
                && payment.amount().isPositive();
        if (!payment.amount().equals(attempt.amount()) && !partialCapture) {
            return new Mismatch("the amount");
        }
        return decision;
    }
}
