package io.kopeck.payments.internal.core;

import static io.kopeck.payments.internal.core.AttemptState.DECLINED;
import static io.kopeck.payments.internal.core.AttemptState.HELD;
import static io.kopeck.payments.internal.core.AttemptState.PARKED;
import static io.kopeck.payments.internal.core.AttemptState.PENDING;
import static io.kopeck.payments.internal.core.AttemptState.REJECTED;
import static io.kopeck.payments.internal.core.AttemptState.SENT;
import static io.kopeck.payments.internal.core.AttemptState.SUCCEEDED;
import static io.kopeck.payments.internal.core.AttemptState.SURPLUS;
import static io.kopeck.payments.internal.core.AttemptState.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.kernel.Currency;
import io.kopeck.kernel.Money;
import io.kopeck.payments.spi.ChargeOutcome;
import io.kopeck.payments.spi.ProviderPayment;
import io.kopeck.payments.spi.RetryAdvice;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every state of an attempt × every outcome, from the first answer and from a later one; and answers that do not fit. */
class DecisionTest {

    private static final Instant SENT_AT = Instant.parse("2026-03-01T00:00:00Z");
    private static final UUID PAYMENT = UUID.fromString("01890000-0000-7000-8000-000000000001");
    private static final Money AMOUNT = new Money(9999, Currency.RUB);
    private static final ProviderPayment FITS = new ProviderPayment("p-1", null, AMOUNT, PAYMENT, null, null, null);
    private static final URI PAGE = URI.create("http://bank.example/3ds");

    /** Each kind of outcome once, a decline with and without a payment. */
    private static final Map<String, ChargeOutcome> OUTCOMES = new LinkedHashMap<>();

    static {
        OUTCOMES.put("succeeded", new ChargeOutcome.Succeeded(FITS));
        OUTCOMES.put("held", new ChargeOutcome.Held(FITS, null));
        OUTCOMES.put("declined", new ChargeOutcome.Declined("insufficient_funds", RetryAdvice.LATER, FITS));
        OUTCOMES.put("declined without payment", new ChargeOutcome.Declined("payment_method_gone", RetryAdvice.NEW_METHOD, null));
        OUTCOMES.put("pending", new ChargeOutcome.Pending(FITS, PAGE));
        OUTCOMES.put("unknown", new ChargeOutcome.Unknown("no answer"));
        OUTCOMES.put("rejected", new ChargeOutcome.Rejected("forbidden", "HTTP 403"));
    }

    /** State by state, in the order of the outcomes above: what a certain answer leads to, and what an uncertain one. */
    private static final Map<AttemptState, List<String>> TABLE = Map.of(
            SENT, List.of("Book", "Hold", "Decline", "Decline/AskAgain", "Wait", "AskAgain", "Reject/AskAgain"),
            UNKNOWN, List.of("Book", "Hold", "Decline", "Decline/AskAgain", "Wait", "AskAgain", "Reject/AskAgain"),
            PENDING, List.of("Book", "Hold", "Decline", "Decline/AskAgain", "Wait", "AskAgain", "Reject/AskAgain"),
            HELD, List.of("Book", "KeepHeld", "Decline", "Decline/AskAgain", "Ignore", "AskAgain", "Reject/AskAgain"),
            PARKED, List.of("Book", "Hold", "Decline", "Decline/AskAgain", "Ignore", "AskAgain", "Reject/AskAgain"),
            SUCCEEDED, List.of("Ignore", "Ignore", "Ignore", "Ignore", "Ignore", "Ignore", "Ignore"),
            SURPLUS, List.of("Ignore", "Ignore", "Ignore", "Ignore", "Ignore", "Ignore", "Ignore"),
            DECLINED, List.of("Book", "Ignore", "Ignore", "Ignore", "Ignore", "Ignore", "Ignore"),
            REJECTED, List.of("Book", "Ignore", "Ignore", "Ignore", "Ignore", "Ignore", "Ignore"));

    @Test
    void coversEveryStateAndEveryKindOfOutcome() {
        var kinds = OUTCOMES.values().stream().map(Object::getClass).collect(Collectors.toSet());

        assertThat(TABLE.keySet()).isEqualTo(EnumSet.allOf(AttemptState.class));
        assertThat(kinds).isEqualTo(Set.copyOf(Arrays.asList(ChargeOutcome.class.getPermittedSubclasses())));
    }

    @ParameterizedTest
    @EnumSource(AttemptState.class)
    void decidesAsTheTableSays(AttemptState state) {
        var decided = new ArrayList<String>();

        for (var outcome : OUTCOMES.values()) {
            var certain = name(Decision.of(attempt(state, null), outcome, true));
            var uncertain = name(Decision.of(attempt(state, null), outcome, false));
            decided.add(certain.equals(uncertain) ? certain : certain + "/" + uncertain);
        }

        assertThat(decided).isEqualTo(TABLE.get(state));
    }

    @ParameterizedTest
    @EnumSource(AttemptState.class)
    void booksMoneyForAnAttemptThatWasGivenUpAsSurplus(AttemptState state) {
        var decision = Decision.of(attempt(state, null), OUTCOMES.get("succeeded"), false);

        if (decision instanceof Decision.Book(_, var surplus)) {
            assertThat(surplus).isEqualTo(state == DECLINED || state == REJECTED);
        } else {
            assertThat(state).isIn(SUCCEEDED, SURPLUS);
        }
    }

    @Test
    void neverDeclinesWhatIsNotCertain() {
        for (var state : AttemptState.values()) {
            for (var outcome : List.of("declined without payment", "unknown", "rejected")) {
                var decision = Decision.of(attempt(state, null), OUTCOMES.get(outcome), false);

                assertThat(decision).as(state + ", " + outcome)
                        .isInstanceOfAny(Decision.AskAgain.class, Decision.Ignore.class);
            }
        }
    }

    @Test
    void stopsAtAnAnswerAboutAnotherAmountCurrencyPaymentOrReference() {
        assertMismatch(new ProviderPayment("p-1", null, new Money(9998, Currency.RUB), PAYMENT, null, null, null));
        assertMismatch(new ProviderPayment("p-1", null, new Money(10000, Currency.RUB), PAYMENT, null, null, null));
        assertMismatch(new ProviderPayment("p-1", null, new Money(9999, Currency.USD), PAYMENT, null, null, null));
        assertMismatch(new ProviderPayment("p-1", null, AMOUNT, UUID.randomUUID(), null, null, null));
        assertMismatch(new ProviderPayment("p-2", null, AMOUNT, PAYMENT, null, null, null));
        assertMismatch(new ProviderPayment("p-2", "p-3", AMOUNT, PAYMENT, null, null, null));
        assertMismatch(new ProviderPayment("p-1", null, AMOUNT, PAYMENT, 2, null, null));
    }

    private static void assertMismatch(ProviderPayment payment) {
        for (var state : List.of(SENT, UNKNOWN, PENDING, PARKED, DECLINED, REJECTED)) {
            var outcome = new ChargeOutcome.Succeeded(payment);
            assertThat(Decision.of(attempt(state, "p-1"), outcome, true)).as(state + ", " + payment).isInstanceOf(Decision.Mismatch.class);
        }
        var answers = List.of(new ChargeOutcome.Held(payment, null), new ChargeOutcome.Pending(payment, PAGE),
                new ChargeOutcome.Declined("insufficient_funds", RetryAdvice.LATER, payment));
        for (var outcome : answers) {
            assertThat(Decision.of(attempt(SENT, "p-1"), outcome, true)).as(outcome.toString()).isInstanceOf(Decision.Mismatch.class);
        }
    }

    @Test
    void acceptsTheTransactionThatPaidTheOrderWeKnow() {
        var transaction = new ProviderPayment("t-1", "p-1", AMOUNT, PAYMENT, 1, null, null);

        assertThat(Decision.of(attempt(PENDING, "p-1"), new ChargeOutcome.Succeeded(transaction), false))
                .isEqualTo(new Decision.Book(transaction, false));
    }

    @Test
    void acceptsAnAnswerThatDoesNotRepeatOurReference() {
        var silent = new ProviderPayment("p-1", null, AMOUNT, null, null, null, null);

        var decision = Decision.of(attempt(UNKNOWN, null), new ChargeOutcome.Succeeded(silent), false);

        assertThat(decision).isEqualTo(new Decision.Book(silent, false));
    }

    @Test
    void booksLessThanAskedOnlyForAPartialCaptureOfAHold() {
        var part = new ProviderPayment("p-1", null, new Money(5000, Currency.RUB), PAYMENT, null, null, null);
        var nothing = new ProviderPayment("p-1", null, new Money(0, Currency.RUB), PAYMENT, null, null, null);
        var more = new ProviderPayment("p-1", null, new Money(10_000, Currency.RUB), PAYMENT, null, null, null);

        assertThat(Decision.of(attempt(HELD, "p-1"), new ChargeOutcome.Succeeded(part), false)).isEqualTo(new Decision.Book(part, false));
        assertThat(Decision.of(attempt(PENDING, "p-1"), new ChargeOutcome.Succeeded(part), false)).isInstanceOf(Decision.Mismatch.class);
        assertThat(Decision.of(attempt(HELD, "p-1"), new ChargeOutcome.Succeeded(nothing), false)).isInstanceOf(Decision.Mismatch.class);
        assertThat(Decision.of(attempt(HELD, "p-1"), new ChargeOutcome.Succeeded(more), false)).isInstanceOf(Decision.Mismatch.class);
    }

    @Test
    void keepsTheReconcilerAskingExactlyWhileNothingIsDecided() {
        var asked = Arrays.stream(AttemptState.values()).filter(AttemptState::isChecked).toList();

        assertThat(asked).containsExactly(SENT, UNKNOWN, PENDING);
    }

    private static Attempt attempt(AttemptState state, @Nullable String providerPaymentId) {
        return new Attempt(PAYMENT, 1, state, AMOUNT, providerPaymentId, SENT_AT, 0);
    }

    private static String name(Decision decision) {
        return decision.getClass().getSimpleName();
    }
}
