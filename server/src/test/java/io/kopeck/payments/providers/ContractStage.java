package io.kopeck.payments.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.kopeck.kernel.Currency;
import io.kopeck.kernel.Money;
import io.kopeck.payments.spi.Acquirer;
import io.kopeck.payments.spi.ChargeOutcome;
import io.kopeck.payments.spi.ChargeRequest;
import io.kopeck.payments.spi.InboundWebhook;
import io.kopeck.payments.spi.Payer;
import io.kopeck.payments.spi.ProviderMethod;
import io.kopeck.payments.spi.ProviderPayment;
import io.kopeck.payments.spi.ProviderReference;
import io.kopeck.payments.spi.Receipt;
import io.kopeck.payments.spi.RefundOutcome;
import io.kopeck.payments.spi.RefundRequest;
import io.kopeck.payments.spi.RetryAdvice;
import io.kopeck.payments.spi.SentCharge;
import io.kopeck.payments.spi.WebhookReading;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** Where the contract is played: how a sandbox is driven, what its provider lacks, and the words the tests are written in. */
abstract class ContractStage {

    static final Money PRICE = rub(29_900);
    static final URI RETURN_URL = URI.create("https://shop.example/return");

    static final Payer PAYER = new Payer(UUID.randomUUID(), "anna@example.org", null);

    /** Repeats until an answer is certain; the sandbox's troubles strike once, so that more than a few are a bug. */
    private static final int ASKS_MAX = 20;

    /** Longer than a sandbox takes over what it does not decide at once. */
    private static final Duration PROCESSING_MAX = Duration.ofHours(1);

    /** What most providers offer. Without one the contract proves what is guaranteed instead. */
    public enum Feature {
        /** Equal requests with one key are one charge or refund; without, a lost answer is searched and nothing repeated. */
        REPEATS_BY_KEY,
        /** A repeat is answered with the payment's present state; without, it says what the first answer said. */
        REPEATS_SHOW_STATE,
        /** A payment for the customer begins with a request to the provider; without, it is a link that we sign. */
        CREATES_BY_REQUEST,
        /** A payment the customer has not paid can be searched; without, nothing proves that it will not be paid yet. */
        FINDS_UNPAID,
        /** A decline on the page ends the payment; without, the customer may try again there until its time is over. */
        DECLINES_ON_PAGE,
        /** A charge of a saved method is answered with its result; without, it is pending first. */
        DECIDES_AT_ONCE,
        /** A charge of a method that was never saved is told from other refusals. */
        KNOWS_LOST_METHODS,
        /** A saved method may be held; without, only what the customer fills in. */
        HOLDS_SAVED_METHODS,
        /** The answer about a hold tells a refused capture from one under way; without, asking again tells. */
        ANSWERS_CAPTURES,
        /** A refund is answered with its result; without, it is pending first. */
        REFUNDS_AT_ONCE,
        /** A refund whose answer was lost can be searched; without, it stays unknown for a person to decide. */
        FINDS_LOST_REFUNDS,
        /** A lost refund is told from another one made at the same time; without, it stays unknown then. */
        FINDS_REFUNDS_BEHIND_OTHERS,
        /** A refund that the bank declined is told from one that the provider refused; without, both are refused. */
        TELLS_DECLINED_REFUNDS,
        NOTIFIES_OF_REFUNDS,
        /** The card's network and expiry are shown beside its digits. */
        SHOWS_CARD_DETAILS,
        /** A shop may be set to refuse payments without a receipt. */
        DEMANDS_RECEIPTS
    }

    public enum Call {
        /** A new payment the customer confirms. */
        CREATE,
        /** A charge of a saved method. */
        CHARGE,
        FETCH,
        CAPTURE,
        CANCEL,
        REFUND
    }

    /** What goes wrong with a request on its way; strikes the next one only. */
    public enum Trouble {
        LOST_ANSWER,
        ERROR_BEFORE,
        ERROR_AFTER,
        TRUNCATED,
        RESET_BEFORE,
        RESET_AFTER,
        SLOW,
        TOO_MANY_REQUESTS,
        PROCESSING;

        /** Whether the provider carried the request out all the same; of a slow one that is not known yet. */
        boolean carriedOut() {
            return switch (this) {
                case LOST_ANSWER, ERROR_AFTER, TRUNCATED, RESET_AFTER, PROCESSING -> true;
                case ERROR_BEFORE, RESET_BEFORE, TOO_MANY_REQUESTS, SLOW -> false;
            };
        }
    }

    /** Cards every sandbox has. */
    public enum Card {
        GOOD,
        GOOD_WITH_3DS
    }

    /** A card that is declined, and what has to come of it. */
    public record DecliningCard(String number, String code, RetryAdvice advice) {}

    /** A line of the sandbox's own book. */
    public record Booked(boolean refund, String providerPaymentId, Money amount) {}

    /** What this provider does not offer. */
    protected Set<Feature> lacks() {
        return EnumSet.noneOf(Feature.class);
    }

    /** What can go wrong with this provider's requests. */
    protected Set<Trouble> troubles() {
        return EnumSet.allOf(Trouble.class);
    }

    /** A well-formed id under which the provider knows nothing. */
    protected String unknownId() {
        return UUID.randomUUID().toString();
    }

    /** The account under test, opened against the sandbox with a short timeout. */
    protected abstract Acquirer acquirer();

    /** The same account opened with a wrong secret. */
    protected abstract Acquirer strangersAcquirer();

    /** An account for which the provider demands fiscal receipts. */
    protected abstract Acquirer acquirerDemandingReceipts();

    /** Plays the customer who opens the checkout page, where a payment begins with that. */
    protected void open(URI confirmationUrl) {}

    /** Plays the customer who enters a card on the opened checkout page and, where the bank asks, confirms there. */
    protected abstract void pay(String providerPaymentId, String cardNumber);

    /** Plays the customer who enters a card and has come to the bank's page. */
    protected abstract void goToBank(String providerPaymentId, String cardNumber);

    /** Plays the customer at the bank's page: through with it, or not. */
    protected abstract void leaveBank(String providerPaymentId, boolean confirmed);

    protected abstract String number(Card card);

    /** Cards declined on the page, at least one for each advice; without {@link Feature#DECLINES_ON_PAGE} any declined card. */
    protected abstract List<DecliningCard> decliningCards();

    /** The provider's word for a customer who did not get through 3-D Secure, where a decline on the page is the end. */
    protected abstract String refusedByBank();

    /** The provider's word for a lack of money, or for any decline where it has but one. */
    protected abstract String lackOfMoney();

    /** Lets the next such request meet the trouble. */
    protected abstract void trouble(Call call, Trouble trouble);

    /** Lets the next charge of a saved method be declined for this reason. */
    protected abstract void declineNextCharge(String reason);

    /** Lets the next charge of a saved method stay undecided for a while of the sandbox's time, at most an hour. */
    protected abstract void delayNextCharge();

    /** Lets the next refund end declined. */
    protected abstract void declineNextRefund();

    /** Lets the next notification arrive twice. */
    protected abstract void duplicateNextNotification();

    /** Takes back whatever was not struck. */
    protected abstract void calm();

    /** The sandbox's book lines with our payment's reference. */
    protected abstract List<Booked> book(UUID paymentId);

    /** The sandbox's time. */
    protected abstract Instant now();

    protected abstract void advance(Duration time);

    /** The notification about this payment or refund that came next, as it arrived. */
    protected abstract InboundWebhook notification(String providerId);

    /** Copies of a genuine notification that did not come from the provider. */
    protected abstract List<InboundWebhook> forgeries(InboundWebhook genuine);

    private final Map<UUID, ChargeRequest> asked = new HashMap<>();

    @AfterEach
    void calmDown() {
        calm();
    }

    protected static Money rub(long minor) {
        return new Money(minor, Currency.RUB);
    }

    final boolean has(Feature feature) {
        return !lacks().contains(feature);
    }

    protected static InboundWebhook withBody(InboundWebhook webhook, String body) {
        return new InboundWebhook(
                webhook.method(), webhook.kind(), webhook.query(), webhook.headers(), webhook.sourceAddress(), body);
    }

    static String key() {
        return UUID.randomUUID().toString();
    }

    final ChargeRequest aPayment() {
        return aPayment(true);
    }

    final ChargeRequest aPayment(boolean save) {
        return asked(new ChargeRequest(
                Charges.reference(1), key(), PRICE, "Subscription", true, save, null, RETURN_URL, soon(), PAYER, null));
    }

    final ChargeRequest aRenewal(String token) {
        return asked(new ChargeRequest(
                Charges.reference(1), key(), PRICE, "Renewal", true, false, token, null, soon(), PAYER, null));
    }

    final ChargeRequest aHold() {
        return has(Feature.HOLDS_SAVED_METHODS) ? aHold(aSavedMethod().token(), null) : aHold(null, RETURN_URL);
    }

    final ChargeRequest aHold(@Nullable String token, @Nullable URI returnUrl) {
        return asked(new ChargeRequest(
                Charges.reference(1), key(), PRICE, "Hold", false, false, token, returnUrl, soon(), PAYER, null));
    }

    /** Holds the money, with the customer's help where a saved method cannot be held. */
    final ChargeOutcome.Held hold(ChargeRequest request) {
        var outcome = acquirer().charge(request);
        if (request.methodToken() != null) {
            return held(outcome);
        }
        var pending = pending(outcome);
        pays(pending, number(Card.GOOD));
        return held(fetch(pending.payment()));
    }

    static Receipt aReceipt(Money amount) {
        var line = new Receipt.Line("Subscription", 1, amount, 1, "service", "full_payment");
        return new Receipt("anna@example.org", null, null, List.of(line));
    }

    static RefundRequest aRefund(ProviderPayment payment, Money amount, boolean whole) {
        return new RefundRequest(UUID.randomUUID(), payment.id(), key(), amount, whole, "unused days", null);
    }

    final SentCharge lost(ChargeRequest request) {
        return Charges.sent(request, now());
    }

    /** Remembers what was asked for, so that whoever asks about it knows what the core would know. */
    final ChargeRequest asked(ChargeRequest request) {
        asked.put(request.paymentId(), request);
        return request;
    }

    /** When a payment the customer fills in ends. */
    final Instant soon() {
        return now().plus(Duration.ofHours(1));
    }

    final void pays(ChargeOutcome.Pending pending, String cardNumber) {
        assertThat(pending.confirmationUrl()).isNotNull();
        open(pending.confirmationUrl());
        pay(pending.payment().id(), cardNumber);
    }

    final void goesToBank(ChargeOutcome.Pending pending, String cardNumber) {
        assertThat(pending.confirmationUrl()).isNotNull();
        open(pending.confirmationUrl());
        goToBank(pending.payment().id(), cardNumber);
    }

    final ProviderPayment paidPayment(ChargeRequest request) {
        var pending = pending(acquirer().charge(request));
        pays(pending, number(Card.GOOD));
        return succeeded(fetch(pending.payment()));
    }

    final ProviderPayment paidRenewal() {
        return succeeded(decided(acquirer().charge(aRenewal(aSavedMethod().token()))));
    }

    /** The result of a charge of a saved method, which is waited for where the answer does not bring it. */
    final ChargeOutcome decided(ChargeOutcome outcome) {
        if (has(Feature.DECIDES_AT_ONCE) || !(outcome instanceof ChargeOutcome.Pending(var payment, var confirmationUrl))) {
            return outcome;
        }
        assertThat(confirmationUrl).isNull();
        advance(PROCESSING_MAX);
        return fetch(payment);
    }

    /** The result of a refund, which is waited for where the answer does not bring it. */
    final RefundOutcome decided(RefundOutcome outcome) {
        if (has(Feature.REFUNDS_AT_ONCE) || !(outcome instanceof RefundOutcome.Pending(var refund))) {
            return outcome;
        }
        advance(PROCESSING_MAX);
        return acquirer().fetchRefund(new ProviderReference(refund.id(), refund.amount()));
    }

    final ProviderMethod aSavedMethod() {
        var method = paidPayment(aPayment()).method();
        assertThat(method).isNotNull();
        return method;
    }

    final ChargeOutcome chargeUntilCertain(ChargeRequest request) {
        for (int i = 0; i < ASKS_MAX; i++) {
            var outcome = acquirer().charge(request);
            if (!(outcome instanceof ChargeOutcome.Unknown)) {
                return outcome;
            }
        }
        return fail("still unknown after " + ASKS_MAX + " repeats");
    }

    final RefundOutcome refundUntilCertain(RefundRequest request) {
        for (int i = 0; i < ASKS_MAX; i++) {
            var outcome = acquirer().refund(request);
            if (!(outcome instanceof RefundOutcome.Unknown)) {
                return outcome;
            }
        }
        return fail("still unknown after " + ASKS_MAX + " repeats");
    }

    /** Lets a slow request be carried out, by waiting for an answer that is as slow. */
    final void outlast(Trouble trouble, ProviderPayment payment) {
        if (trouble == Trouble.SLOW) {
            trouble(Call.FETCH, Trouble.SLOW);
            fetch(payment);
        }
    }

    final ChargeOutcome fetch(ProviderPayment payment) {
        return acquirer().fetch(reference(payment));
    }

    final ProviderReference reference(ProviderPayment payment) {
        var request = payment.paymentId() == null ? null : asked.get(payment.paymentId());
        return new ProviderReference(payment.id(), payment.amount(), request == null ? null : Charges.sent(request, now()));
    }

    static ProviderPayment succeeded(ChargeOutcome outcome) {
        assertThat(outcome).isInstanceOf(ChargeOutcome.Succeeded.class);
        return ((ChargeOutcome.Succeeded) outcome).payment();
    }

    static ChargeOutcome.Pending pending(ChargeOutcome outcome) {
        assertThat(outcome).isInstanceOf(ChargeOutcome.Pending.class);
        return (ChargeOutcome.Pending) outcome;
    }

    static ChargeOutcome.Held held(ChargeOutcome outcome) {
        assertThat(outcome).isInstanceOf(ChargeOutcome.Held.class);
        return (ChargeOutcome.Held) outcome;
    }

    static RefundOutcome.ProviderRefund refunded(RefundOutcome outcome) {
        assertThat(outcome).isInstanceOf(RefundOutcome.Succeeded.class);
        return ((RefundOutcome.Succeeded) outcome).refund();
    }

    static WebhookReading.Notice notice(WebhookReading reading) {
        assertThat(reading).isInstanceOf(WebhookReading.Notice.class);
        return (WebhookReading.Notice) reading;
    }

    /** The payment now goes by the id it was announced under, or still names it. */
    static void assertSame(ProviderPayment payment, ProviderPayment announced) {
        assertThat(announced.id()).isIn(payment.id(), payment.announcedAs());
    }

    static void assertNotFound(ChargeOutcome outcome) {
        assertThat(outcome).asInstanceOf(type(ChargeOutcome.Rejected.class))
                .returns(ChargeOutcome.Rejected.NOT_FOUND, ChargeOutcome.Rejected::code);
    }
}
