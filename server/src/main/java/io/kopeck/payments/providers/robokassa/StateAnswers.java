package io.kopeck.payments.providers.robokassa;

import io.kopeck.kernel.Money;
import io.kopeck.payments.spi.ChargeOutcome;
import io.kopeck.payments.spi.ChargeRequest;
import io.kopeck.payments.spi.ProviderMethod;
import io.kopeck.payments.spi.ProviderPayment;
import io.kopeck.payments.spi.RetryAdvice;
import io.kopeck.payments.spi.SentCharge;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Translates what OpStateExt says about a payment (Robokassa, OpStateExt: Result.Code and State.Code). */
final class StateAnswers {

    /** Our words for what the provider gives no reasons for. */
    static final String CANCELED = "canceled";

    static final String RETURNED = "returned_to_payer";
    static final String EXPIRED = "expired";

    /** A hold ends by itself then at the latest (Robokassa, Holding). */
    private static final Duration HOLD_MAX = Duration.ofDays(7);

    private static final String BANK_CARD = "BankCard";
    private static final Pattern MASKED_CARD = Pattern.compile("(\\d{6})\\*+(\\d{4})");

    private StateAnswers() {}

    /**
     * The outcome.
     *
     * @param number which payment was asked about; the answer does not repeat it
     * @param expected the sum we asked for; null when it is not known here
     * @param sent the charge it came from; null when it is not known here
     */
    static ChargeOutcome fromWire(OperationState answer, String number, @Nullable Money expected, @Nullable SentCharge sent) {
        return switch (answer.result()) {
            case "0" -> state(answer, number, expected, sent);
            case "1" -> new ChargeOutcome.Rejected("bad_signature", "the shop's second password or hash is not this one");
            case "2" -> new ChargeOutcome.Rejected("unknown_shop", "there is no such shop, or it is not active");
            case "3" -> notFound(number, sent);
            case "4" -> new ChargeOutcome.Unknown("two operations have this number");
            default -> new ChargeOutcome.Unknown("the provider does not say how the operation stands");
        };
    }

    /** A payment that begins with a click on our link: nobody can say yet that it will not. */
    static ChargeOutcome unopened(String number, SentCharge sent) {
        var payment = asked(number, sent);
        return sent.expired()
                ? new ChargeOutcome.Declined(EXPIRED, RetryAdvice.LATER, payment)
                : new ChargeOutcome.Pending(payment, null);
    }

    /** The payment as we asked for it. */
    static ProviderPayment asked(ChargeRequest request) {
        return new ProviderPayment(
                Requests.number(request), null, request.amount(), request.paymentId(), request.attempt(), null, null);
    }

    private static ProviderPayment asked(String number, SentCharge sent) {
        return new ProviderPayment(number, null, sent.amount(), sent.paymentId(), sent.attempt(), null, null);
    }

    private static ChargeOutcome notFound(String number, @Nullable SentCharge sent) {
        return sent != null && sent.hosted()
                ? unopened(number, sent)
                : new ChargeOutcome.Rejected(ChargeOutcome.Rejected.NOT_FOUND, "no operation has this number");
    }

    /** A number in state 5 may stay there for ever: of a link we know when it ended, of a recurring charge nothing. */
    private static ChargeOutcome state(OperationState answer, String number, @Nullable Money expected, @Nullable SentCharge sent) {
        var state = answer.state() == null ? "" : answer.state();
        boolean moneyTaken = state.equals("20") || state.equals("100");
        var amount = moneyTaken ? paid(answer, expected) : untouched(answer, expected);
        if (amount == null) {
            return new ChargeOutcome.Unknown("the answer has no readable sum");
        }
        var payment = payment(answer, number, amount, sent, state.equals("100"));
        return switch (state) {
            case "5" -> sent != null && sent.hosted() && sent.expired()
                    ? new ChargeOutcome.Declined(EXPIRED, RetryAdvice.LATER, payment)
                    : new ChargeOutcome.Pending(payment, null);
            case "10" -> new ChargeOutcome.Declined(CANCELED, RetryAdvice.LATER, payment);
            case "20" -> new ChargeOutcome.Held(payment, answer.stateAt() == null ? null : answer.stateAt().plus(HOLD_MAX));
            case "50", "80" -> new ChargeOutcome.Pending(payment, null);
            case "60" -> new ChargeOutcome.Declined(RETURNED, RetryAdvice.LATER, payment);
            case "100" -> new ChargeOutcome.Succeeded(payment);
            default -> new ChargeOutcome.Unknown("the operation has a state that is not known here");
        };
    }

    /**
     * What was paid. {@code IncSum} is what the customer paid; {@code OutSum} is what the shop receives, below it by the fee
     * the shop bears, so that a smaller one says nothing about the payment. One equal to what we asked proves the payment
     * by itself, also where the customer bears the fee and pays more, or where {@code IncSum} is missing.
     */
    private static @Nullable Money paid(OperationState answer, @Nullable Money expected) {
        var received = Words.roubles(answer.outSum());
        if (received != null && received.equals(expected) || answer.incSum() == null) {
            return received;
        }
        return Words.roubles(answer.incSum());
    }

    /** Of a payment that has taken nothing the sum is the one we asked for. */
    private static @Nullable Money untouched(OperationState answer, @Nullable Money expected) {
        return expected == null ? paid(answer, null) : expected;
    }

    private static ProviderPayment payment(
            OperationState answer, String number, Money amount, @Nullable SentCharge sent, boolean settled) {
        var references = References.fromWire(answer.fields());
        return new ProviderPayment(
                number, null, amount, references.paymentId(), references.attempt(), null, method(answer, number, sent, settled));
    }

    /** Only a card that paid with {@code Recurring=true} is charged again, by the number of that first payment. */
    private static @Nullable ProviderMethod method(OperationState answer, String number, @Nullable SentCharge sent, boolean settled) {
        var kind = answer.method();
        if (kind == null || !kind.matches("[A-Za-z0-9_-]{1,64}")) {
            return null;
        }
        boolean card = kind.toLowerCase(Locale.ROOT).startsWith(BANK_CARD.toLowerCase(Locale.ROOT));
        var masked = MASKED_CARD.matcher(card && answer.account() != null ? answer.account() : "");
        boolean shown = masked.matches();
        return new ProviderMethod(
                number, settled && card && sent != null && sent.hosted() && sent.saveMethod(), card ? "bank_card" : kind, null, null,
                shown ? masked.group(1) : null, shown ? masked.group(2) : null, null, null);
    }
}
