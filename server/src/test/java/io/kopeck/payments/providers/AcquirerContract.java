package io.kopeck.payments.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.kopeck.kernel.Currency;
import io.kopeck.kernel.Money;
import io.kopeck.payments.spi.Acquirer;
import io.kopeck.payments.spi.CaptureRequest;
import io.kopeck.payments.spi.ChargeOutcome;
import io.kopeck.payments.spi.ChargeRequest;
import io.kopeck.payments.spi.InboundWebhook;
import io.kopeck.payments.spi.LostRefund;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every adapter guarantees, proven against a sandbox that speaks the provider's protocol. An adapter's
 * {@code …AcquirerTest} extends this unchanged and says how its sandbox is driven.
 */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(60)
public abstract class AcquirerContract {

    private static final Money PRICE = rub(29_900);
    private static final URI RETURN_URL = URI.create("https://shop.example/return");

    private static final Payer PAYER = new Payer(UUID.randomUUID(), "anna@example.org");

    /** Repeats until an answer is certain; the sandbox's troubles strike once, so that more than a few are a bug. */
    private static final int ASKS_MAX = 20;

    /** A request of ours, as faults are aimed at it. */
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

    /** The account under test, opened against the sandbox with a short timeout. */
    protected abstract Acquirer acquirer();

    /** The same account opened with a wrong secret. */
    protected abstract Acquirer strangersAcquirer();

    /** An account for which the provider demands fiscal receipts. */
    protected abstract Acquirer acquirerDemandingReceipts();

    /** Plays the customer who enters a card on the checkout page and, where the bank asks, confirms there. */
    protected abstract void pay(String providerPaymentId, String cardNumber);

    /** Plays the customer who enters a card and has come to the bank's page. */
    protected abstract void goToBank(String providerPaymentId, String cardNumber);

    /** Plays the customer at the bank's page: through with it, or not. */
    protected abstract void leaveBank(String providerPaymentId, boolean confirmed);

    protected abstract String number(Card card);

    /** At least one card for each advice. */
    protected abstract List<DecliningCard> decliningCards();

    /** The provider's word for a customer who did not get through 3-D Secure. */
    protected abstract String refusedByBank();

    /** The provider's word for a lack of money. */
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

    // --- a payment with the customer

    @Test
    void waitsForCustomerAndThenBooksOnce() {
        var request = aPayment();

        var pending = pending(acquirer().charge(request));
        assertThat(pending.confirmationUrl()).isNotNull();
        assertThat(pending.payment().paymentId()).isEqualTo(request.paymentId());
        assertThat(pending.payment().amount()).isEqualTo(PRICE);
        assertThat(book(request.paymentId())).isEmpty();
        pay(pending.payment().id(), number(Card.GOOD));

        var paid = succeeded(fetch(pending.payment()));
        assertThat(paid.id()).isEqualTo(pending.payment().id());
        assertThat(paid.amount()).isEqualTo(PRICE);
        assertThat(paid.paymentId()).isEqualTo(request.paymentId());
        assertThat(book(request.paymentId())).containsExactly(new Booked(false, paid.id(), PRICE));
    }

    @Test
    void repeatsWithSameKeyAreSamePayment() {
        var request = aPayment();

        var first = pending(acquirer().charge(request));
        var second = pending(acquirer().charge(request));
        pay(first.payment().id(), number(Card.GOOD));
        var third = succeeded(acquirer().charge(request));

        assertThat(second.payment().id()).isEqualTo(first.payment().id());
        assertThat(second.confirmationUrl()).isEqualTo(first.confirmationUrl());
        assertThat(third.id()).isEqualTo(first.payment().id());
        assertThat(book(request.paymentId())).hasSize(1);
    }

    @Test
    void refusesSameKeyForAnotherRequest() {
        var token = aSavedMethod().token();
        var request = aRenewal(token);
        var paid = succeeded(acquirer().charge(request));

        var dearer = Charges.with(request, rub(99_900));
        var outcome = acquirer().charge(dearer);

        assertThat(outcome).isInstanceOf(ChargeOutcome.Rejected.class);
        assertThat(book(request.paymentId())).containsExactly(new Booked(false, paid.id(), PRICE));
    }

    @ParameterizedTest
    @MethodSource("decliningCards")
    void saysWhyDeclinedAndWhatToDo(DecliningCard card) {
        var request = aPayment();
        var pending = pending(acquirer().charge(request));

        pay(pending.payment().id(), card.number());

        assertThat(fetch(pending.payment())).asInstanceOf(type(ChargeOutcome.Declined.class))
                .returns(card.code(), ChargeOutcome.Declined::code)
                .returns(card.advice(), ChargeOutcome.Declined::advice)
                .satisfies(declined -> assertThat(declined.payment()).isNotNull());
        assertThat(book(request.paymentId())).isEmpty();
    }

    @Test
    void knowsCardsOfEveryAdvice() {
        assertThat(decliningCards()).extracting(DecliningCard::advice).contains(RetryAdvice.values());
    }

    @Test
    void staysPendingWhileCustomerIsAtTheBank() {
        var request = aPayment();
        var pending = pending(acquirer().charge(request));

        goToBank(pending.payment().id(), number(Card.GOOD_WITH_3DS));
        pending(fetch(pending.payment()));
        assertThat(book(request.paymentId())).isEmpty();
        leaveBank(pending.payment().id(), true);

        succeeded(fetch(pending.payment()));
        assertThat(book(request.paymentId())).hasSize(1);
    }

    @Test
    void declinesWhatCustomerDidNotConfirmAtTheBank() {
        var request = aPayment();
        var pending = pending(acquirer().charge(request));

        goToBank(pending.payment().id(), number(Card.GOOD_WITH_3DS));
        leaveBank(pending.payment().id(), false);

        assertThat(fetch(pending.payment())).asInstanceOf(type(ChargeOutcome.Declined.class))
                .returns(refusedByBank(), ChargeOutcome.Declined::code)
                .returns(RetryAdvice.WITH_CUSTOMER, ChargeOutcome.Declined::advice);
        assertThat(book(request.paymentId())).isEmpty();
    }

    @Test
    void declinesWhatNobodyConfirmed() {
        var request = aPayment();
        var pending = pending(acquirer().charge(request));

        advance(acquirer().pendingLifetime());

        assertThat(fetch(pending.payment())).isInstanceOf(ChargeOutcome.Declined.class);
        assertThat(book(request.paymentId())).isEmpty();
    }

    // --- a saved method

    @Test
    void showsMethodAndWhetherItWasSaved() {
        var saved = aSavedMethod();
        var unsaved = paidPayment(aPayment(false)).method();

        assertThat(saved.saved()).isTrue();
        assertThat(saved.token()).isNotBlank();
        assertThat(saved.last4()).isEqualTo(number(Card.GOOD).substring(number(Card.GOOD).length() - 4));
        assertThat(saved.first6()).isEqualTo(number(Card.GOOD).substring(0, 6));
        assertThat(saved.expiryMonth()).isBetween(1, 12);
        assertThat(saved.expiryYear()).isGreaterThan(2000);
        assertThat(saved.cardType()).isNotBlank();
        assertThat(saved.toString()).doesNotContain(number(Card.GOOD));
        assertThat(unsaved == null || !unsaved.saved()).isTrue();
    }

    @Test
    void chargesSavedMethodWithoutCustomer() {
        var request = aRenewal(aSavedMethod().token());

        var paid = succeeded(acquirer().charge(request));
        var again = succeeded(acquirer().charge(request));

        assertThat(paid.paymentId()).isEqualTo(request.paymentId());
        assertThat(again.id()).isEqualTo(paid.id());
        assertThat(book(request.paymentId())).containsExactly(new Booked(false, paid.id(), PRICE));
    }

    @Test
    void chargesSavedMethodWithCustomerPresent() {
        var request = asked(new ChargeRequest(
                Charges.reference(1), key(), PRICE, "Upgrade", true, false, aSavedMethod().token(), RETURN_URL, soon(), PAYER, null));

        succeeded(acquirer().charge(request));

        assertThat(book(request.paymentId())).hasSize(1);
    }

    @Test
    void declinesSavedMethodAndChargesItInNextAttempt() {
        var token = aSavedMethod().token();
        var first = aRenewal(token);
        declineNextCharge(lackOfMoney());

        var declined = acquirer().charge(first);
        assertThat(declined).asInstanceOf(type(ChargeOutcome.Declined.class))
                .returns(lackOfMoney(), ChargeOutcome.Declined::code)
                .returns(RetryAdvice.LATER, ChargeOutcome.Declined::advice);
        assertThat(book(first.paymentId())).isEmpty();
        assertThat(acquirer().charge(first)).isEqualTo(declined);
        var second = asked(new ChargeRequest(
                Charges.reference(first.paymentId(), 2), key(), PRICE, "Renewal", true, false, token, null, soon(), PAYER, null));

        succeeded(acquirer().charge(second));
        assertThat(book(first.paymentId())).hasSize(1);
    }

    @Test
    void chargesNoMethodThatIsNotSaved() {
        var unknown = aRenewal(UUID.randomUUID().toString());
        var unsaved = paidPayment(aPayment(false)).method();
        var tokens = unsaved == null ? Stream.of(unknown) : Stream.of(unknown, aRenewal(unsaved.token()));

        tokens.forEach(request -> {
            assertThat(acquirer().charge(request)).asInstanceOf(type(ChargeOutcome.Declined.class))
                    .returns(RetryAdvice.NEW_METHOD, ChargeOutcome.Declined::advice);
            assertThat(book(request.paymentId())).isEmpty();
        });
    }

    @Test
    void waitsForDelayedChargeWithoutAskingCustomer() {
        var request = aRenewal(aSavedMethod().token());
        delayNextCharge();

        var pending = pending(acquirer().charge(request));
        assertThat(pending.confirmationUrl()).isNull();
        advance(Duration.ofHours(1));

        succeeded(fetch(pending.payment()));
        assertThat(book(request.paymentId())).hasSize(1);
    }

    // --- a hold

    @Test
    void capturesPartOfHoldOnce() {
        var request = aHold();
        var held = held(acquirer().charge(request));
        assertThat(held.expiresAt()).isAfter(now());
        assertThat(book(request.paymentId())).isEmpty();
        var capture = new CaptureRequest(held.payment().id(), key(), rub(10_000), null);

        var taken = succeeded(acquirer().capture(capture));
        var again = succeeded(acquirer().capture(capture));

        assertThat(taken.amount()).isEqualTo(rub(10_000));
        assertThat(again).isEqualTo(taken);
        assertThat(succeeded(fetch(held.payment()))).isEqualTo(taken);
        assertThat(book(request.paymentId())).containsExactly(new Booked(false, taken.id(), rub(10_000)));
    }

    @Test
    void capturesWholeHold() {
        var request = aHold();
        var held = held(acquirer().charge(request));

        succeeded(acquirer().capture(new CaptureRequest(held.payment().id(), key(), PRICE, null)));

        assertThat(book(request.paymentId())).containsExactly(new Booked(false, held.payment().id(), PRICE));
    }

    @Test
    void capturesNoMoreThanIsHeld() {
        var request = aHold();
        var held = held(acquirer().charge(request));

        var outcome = acquirer().capture(new CaptureRequest(held.payment().id(), key(), rub(29_901), null));

        assertThat(outcome).isInstanceOf(ChargeOutcome.Rejected.class);
        assertThat(book(request.paymentId())).isEmpty();
        held(fetch(held.payment()));
    }

    @Test
    void givesHoldBack() {
        var request = aHold();
        var held = held(acquirer().charge(request));
        var reference = reference(held.payment());
        var key = key();

        assertThat(acquirer().cancelHold(reference, key)).isInstanceOf(ChargeOutcome.Declined.class);
        assertThat(acquirer().cancelHold(reference, key)).isInstanceOf(ChargeOutcome.Declined.class);

        assertThat(fetch(held.payment())).isInstanceOf(ChargeOutcome.Declined.class);
        assertThat(acquirer().capture(new CaptureRequest(held.payment().id(), key(), PRICE, null)))
                .isNotInstanceOf(ChargeOutcome.Succeeded.class);
        assertThat(book(request.paymentId())).isEmpty();
    }

    @Test
    void losesHoldThatNobodyCaptured() {
        var request = aHold();
        var held = held(acquirer().charge(request));
        assertThat(held.expiresAt()).isNotNull();

        advance(Duration.between(now(), held.expiresAt()).plusMinutes(1));

        assertThat(fetch(held.payment())).isInstanceOf(ChargeOutcome.Declined.class);
        assertThat(book(request.paymentId())).isEmpty();
    }

    // --- refunds

    @Test
    void returnsWholePaymentOnce() {
        var paid = paidRenewal();
        var request = aRefund(paid, PRICE, true);

        var first = refunded(acquirer().refund(request));
        var again = refunded(acquirer().refund(request));

        assertThat(first.amount()).isEqualTo(PRICE);
        assertThat(first.providerPaymentId()).isEqualTo(paid.id());
        assertThat(again).isEqualTo(first);
        assertThat(refunded(acquirer().fetchRefund(new ProviderReference(first.id(), PRICE)))).isEqualTo(first);
        assertThat(book(paid.paymentId())).containsExactlyInAnyOrder(
                new Booked(false, paid.id(), PRICE), new Booked(true, paid.id(), PRICE));
    }

    @Test
    void returnsPartsUpToPayment() {
        var paid = paidRenewal();

        refunded(acquirer().refund(aRefund(paid, rub(10_000), false)));
        refunded(acquirer().refund(aRefund(paid, rub(19_900), false)));
        var tooMuch = acquirer().refund(aRefund(paid, rub(100), false));

        assertThat(tooMuch).isInstanceOf(RefundOutcome.Rejected.class);
        assertThat(book(paid.paymentId())).filteredOn(Booked::refund).extracting(Booked::amount)
                .containsExactlyInAnyOrder(rub(10_000), rub(19_900));
        var refundedSoFar = succeeded(fetch(paid)).refunded();
        assertThat(refundedSoFar == null || refundedSoFar.equals(PRICE)).isTrue();
    }

    @Test
    void returnsNoMoreThanWasPaid() {
        var paid = paidRenewal();

        assertThat(acquirer().refund(aRefund(paid, rub(29_901), false))).isInstanceOf(RefundOutcome.Rejected.class);

        assertThat(book(paid.paymentId())).noneMatch(Booked::refund);
    }

    @Test
    void returnsNothingOfUnpaidPayment() {
        var request = aPayment();
        var pending = pending(acquirer().charge(request));

        assertThat(acquirer().refund(aRefund(pending.payment(), PRICE, true)))
                .isInstanceOfAny(RefundOutcome.Rejected.class, RefundOutcome.Declined.class);

        assertThat(book(request.paymentId())).isEmpty();
    }

    @Test
    void saysThatRefundWasDeclined() {
        var paid = paidRenewal();
        declineNextRefund();

        var outcome = acquirer().refund(aRefund(paid, PRICE, true));
        if (outcome instanceof RefundOutcome.Pending(var refund)) {
            advance(Duration.ofHours(1));
            outcome = acquirer().fetchRefund(new ProviderReference(refund.id(), refund.amount()));
        }

        assertThat(outcome).isInstanceOf(RefundOutcome.Declined.class);
        assertThat(book(paid.paymentId())).noneMatch(Booked::refund);
    }

    @Test
    void refusesSameKeyForAnotherRefund() {
        var paid = paidRenewal();
        var request = aRefund(paid, rub(10_000), false);
        refunded(acquirer().refund(request));

        var outcome = acquirer().refund(new RefundRequest(request.refundId(), paid.id(), request.idempotencyKey(),
                rub(5_000), false, request.description(), null));

        assertThat(outcome).isInstanceOf(RefundOutcome.Rejected.class);
        assertThat(book(paid.paymentId())).filteredOn(Booked::refund).hasSize(1);
    }

    // --- trouble on the way

    @ParameterizedTest
    @EnumSource
    void neverChargesTwiceWhateverHappensToAnswer(Trouble trouble) {
        var request = aRenewal(aSavedMethod().token());
        trouble(Call.CHARGE, trouble);

        assertThat(acquirer().charge(request)).isInstanceOf(ChargeOutcome.Unknown.class);

        var paid = succeeded(chargeUntilCertain(request));
        outlast(trouble, paid);
        assertThat(succeeded(fetch(paid)).id()).isEqualTo(paid.id());
        assertThat(succeeded(acquirer().find(lost(request))).id()).isEqualTo(paid.id());
        assertThat(book(request.paymentId())).containsExactly(new Booked(false, paid.id(), PRICE));
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "SLOW")
    void findsOutWhetherLostChargeHappened(Trouble trouble) {
        var request = aRenewal(aSavedMethod().token());
        var sent = lost(request);
        trouble(Call.CHARGE, trouble);
        assertThat(acquirer().charge(request)).isInstanceOf(ChargeOutcome.Unknown.class);

        advance(acquirer().keyLifetime());
        var outcome = acquirer().find(sent);

        if (trouble.carriedOut()) {
            var paid = succeeded(outcome);
            assertThat(paid.paymentId()).isEqualTo(request.paymentId());
            assertThat(book(request.paymentId())).containsExactly(new Booked(false, paid.id(), PRICE));
        } else {
            assertNotFound(outcome);
            assertThat(book(request.paymentId())).isEmpty();
        }
    }

    @Test
    void findsChargeMadeByRepeatLongAfterFirstSending() {
        var request = aRenewal(aSavedMethod().token());
        var sent = lost(request);
        trouble(Call.CHARGE, Trouble.ERROR_BEFORE);
        acquirer().charge(request);
        advance(Duration.ofHours(5));
        trouble(Call.CHARGE, Trouble.LOST_ANSWER);
        acquirer().charge(request);

        advance(acquirer().keyLifetime());

        succeeded(acquirer().find(sent));
        assertThat(book(request.paymentId())).hasSize(1);
    }

    @Test
    void findsNothingThatWasNeverAskedFor() {
        var other = aRenewal(aSavedMethod().token());
        succeeded(acquirer().charge(other));

        assertNotFound(acquirer().find(new SentCharge(Charges.reference(1), PRICE, now(), true, true, false)));
        assertNotFound(acquirer().find(new SentCharge(Charges.reference(other.paymentId(), 2), PRICE, now(), true, true, false)));
        assertNotFound(acquirer().fetch(new ProviderReference(UUID.randomUUID().toString(), PRICE)));
        assertThat(acquirer().fetchRefund(new ProviderReference(UUID.randomUUID().toString(), PRICE)))
                .asInstanceOf(type(RefundOutcome.Rejected.class))
                .returns(ChargeOutcome.Rejected.NOT_FOUND, RefundOutcome.Rejected::code);
    }

    @ParameterizedTest
    @EnumSource
    void createsOnePaymentForCustomerWhateverHappensToAnswer(Trouble trouble) {
        var request = aPayment();
        trouble(Call.CREATE, trouble);

        assertThat(acquirer().charge(request)).isInstanceOf(ChargeOutcome.Unknown.class);

        var pending = pending(chargeUntilCertain(request));
        assertThat(pending.confirmationUrl()).isNotNull();
        assertThat(pending(acquirer().find(lost(request))).payment().id()).isEqualTo(pending.payment().id());
        pay(pending.payment().id(), number(Card.GOOD));
        assertThat(book(request.paymentId())).containsExactly(new Booked(false, pending.payment().id(), PRICE));
    }

    /** Of a read that broke off the HTTP client may have asked again by itself, which does no harm. */
    @ParameterizedTest
    @EnumSource
    void readsNothingIntoBrokenAnswers(Trouble trouble) {
        var paid = paidRenewal();
        trouble(Call.FETCH, trouble);

        var outcome = fetch(paid);

        switch (trouble) {
            case LOST_ANSWER, RESET_BEFORE, RESET_AFTER -> assertThat(outcome)
                    .isInstanceOfAny(ChargeOutcome.Unknown.class, ChargeOutcome.Succeeded.class);
            case ERROR_BEFORE, ERROR_AFTER, TRUNCATED, SLOW, TOO_MANY_REQUESTS, PROCESSING -> assertThat(outcome)
                    .isInstanceOf(ChargeOutcome.Unknown.class);
        }
        succeeded(fetch(paid));
    }

    @ParameterizedTest
    @EnumSource
    void capturesOnceWhateverHappensToAnswer(Trouble trouble) {
        var request = aHold();
        var held = held(acquirer().charge(request));
        var capture = new CaptureRequest(held.payment().id(), key(), rub(10_000), null);
        trouble(Call.CAPTURE, trouble);

        assertThat(acquirer().capture(capture)).isInstanceOf(ChargeOutcome.Unknown.class);
        if (trouble != Trouble.SLOW) {
            var state = fetch(held.payment());
            assertThat(state).isInstanceOf(trouble.carriedOut() ? ChargeOutcome.Succeeded.class : ChargeOutcome.Held.class);
        }

        assertThat(succeeded(acquirer().capture(capture)).amount()).isEqualTo(rub(10_000));
        outlast(trouble, held.payment());
        assertThat(book(request.paymentId())).containsExactly(new Booked(false, held.payment().id(), rub(10_000)));
    }

    @ParameterizedTest
    @EnumSource
    void givesHoldBackWhateverHappensToAnswer(Trouble trouble) {
        var request = aHold();
        var held = held(acquirer().charge(request));
        var key = key();
        trouble(Call.CANCEL, trouble);

        assertThat(acquirer().cancelHold(reference(held.payment()), key)).isInstanceOf(ChargeOutcome.Unknown.class);

        assertThat(acquirer().cancelHold(reference(held.payment()), key)).isInstanceOf(ChargeOutcome.Declined.class);
        assertThat(book(request.paymentId())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void neverReturnsTwiceWhateverHappensToAnswer(Trouble trouble) {
        var paid = paidRenewal();
        var request = aRefund(paid, rub(10_000), false);
        var lost = new LostRefund(request.refundId(), paid.id(), request.amount(), now());
        trouble(Call.REFUND, trouble);

        assertThat(acquirer().refund(request)).isInstanceOf(RefundOutcome.Unknown.class);
        if (trouble.carriedOut()) {
            assertThat(refunded(acquirer().findRefund(lost)).refundId()).isEqualTo(request.refundId());
        } else if (trouble != Trouble.SLOW) {
            assertThat(acquirer().findRefund(lost)).asInstanceOf(type(RefundOutcome.Rejected.class))
                    .returns(ChargeOutcome.Rejected.NOT_FOUND, RefundOutcome.Rejected::code);
        }

        var refund = refunded(refundUntilCertain(request));
        outlast(trouble, paid);
        assertThat(refunded(acquirer().findRefund(lost))).isEqualTo(refund);
        assertThat(book(paid.paymentId())).filteredOn(Booked::refund)
                .containsExactly(new Booked(true, paid.id(), rub(10_000)));
    }

    @Test
    void doesNotTakeOneRefundForAnother() {
        var paid = paidRenewal();
        refunded(acquirer().refund(aRefund(paid, rub(10_000), false)));

        var outcome = acquirer().findRefund(new LostRefund(UUID.randomUUID(), paid.id(), rub(10_000), now()));

        assertThat(outcome).asInstanceOf(type(RefundOutcome.Rejected.class))
                .returns(ChargeOutcome.Rejected.NOT_FOUND, RefundOutcome.Rejected::code);
    }

    // --- refused by the provider

    @Test
    void saysThatCredentialsAreWrong() {
        var request = aRenewal(aSavedMethod().token());
        var paid = paidRenewal();

        assertThat(strangersAcquirer().charge(request)).asInstanceOf(type(ChargeOutcome.Rejected.class))
                .satisfies(rejected -> assertThat(rejected.code()).isNotEqualTo(ChargeOutcome.Rejected.NOT_FOUND));
        assertThat(strangersAcquirer().fetch(reference(paid))).asInstanceOf(type(ChargeOutcome.Rejected.class))
                .satisfies(rejected -> assertThat(rejected.code()).isNotEqualTo(ChargeOutcome.Rejected.NOT_FOUND));
        assertThat(strangersAcquirer().find(lost(request))).asInstanceOf(type(ChargeOutcome.Rejected.class))
                .satisfies(rejected -> assertThat(rejected.code()).isNotEqualTo(ChargeOutcome.Rejected.NOT_FOUND));
        assertThat(strangersAcquirer().refund(aRefund(paid, PRICE, true))).isInstanceOf(RefundOutcome.Rejected.class);
        assertThat(book(request.paymentId())).isEmpty();
    }

    @Test
    void registersReceiptWhereOneIsDemanded() {
        var acquirer = acquirerDemandingReceipts();
        var without = aPayment();
        var request = asked(new ChargeRequest(
                Charges.reference(1), key(), PRICE, "Subscription", true, true, null, RETURN_URL, soon(), PAYER, aReceipt(PRICE)));

        assertThat(acquirer.charge(without)).isInstanceOf(ChargeOutcome.Rejected.class);
        var pending = pending(acquirer.charge(request));
        pay(pending.payment().id(), number(Card.GOOD));
        var paid = succeeded(acquirer.fetch(reference(pending.payment())));

        var part = new RefundRequest(UUID.randomUUID(), paid.id(), key(), rub(10_000), false, "part",
                aReceipt(rub(10_000)));
        refunded(acquirer.refund(part));
        assertThat(book(request.paymentId())).hasSize(2);
        assertThat(book(without.paymentId())).isEmpty();
    }

    // --- notifications

    @Test
    void readsGenuineNotification() {
        var request = aPayment();
        var paid = paidPayment(request);

        var notice = notice(acquirer().read(notification(paid.id())));

        assertThat(notice.subject()).isEqualTo(WebhookReading.Subject.PAYMENT);
        assertThat(notice.providerId()).isEqualTo(paid.id());
        assertThat(notice.key()).isNotBlank().hasSizeLessThanOrEqualTo(200);
        succeeded(acquirer().fetch(new ProviderReference(notice.providerId(), PRICE)));
    }

    @Test
    void readsNotificationOfRefund() {
        var paid = paidRenewal();
        var refund = refunded(acquirer().refund(aRefund(paid, PRICE, true)));

        var notice = notice(acquirer().read(notification(refund.id())));

        assertThat(notice.subject()).isEqualTo(WebhookReading.Subject.REFUND);
        assertThat(notice.providerId()).isEqualTo(refund.id());
    }

    @Test
    void tellsRepeatFromNews() {
        duplicateNextNotification();
        var first = paidPayment(aPayment());
        var original = notice(acquirer().read(notification(first.id())));
        var repeat = notice(acquirer().read(notification(first.id())));
        var second = paidPayment(aPayment());
        var news = notice(acquirer().read(notification(second.id())));

        assertThat(repeat.key()).isEqualTo(original.key());
        assertThat(news.key()).isNotEqualTo(original.key());
    }

    @Test
    void refusesForgeries() {
        var genuine = notification(paidPayment(aPayment()).id());

        assertThat(forgeries(genuine)).isNotEmpty().allSatisfy(forgery ->
                assertThat(acquirer().read(forgery)).isInstanceOf(WebhookReading.Forged.class));
    }

    @Test
    void believesNoAlteredNotification() {
        var request = aPayment();
        var pending = pending(acquirer().charge(request));
        var genuine = notification(paidPayment(aPayment()).id());
        var paidId = notice(acquirer().read(genuine)).providerId();

        var altered = withBody(genuine, genuine.body().replace(paidId, pending.payment().id()));

        assertThat(altered.body()).isNotEqualTo(genuine.body());
        switch (acquirer().read(altered)) {
            case WebhookReading.Forged _ -> { }
            case WebhookReading.Ignored ignored -> fail("acknowledged as " + ignored.reason());
            case WebhookReading.Question _ -> fail("taken for a question");
            case WebhookReading.Notice(_, _, var id, _, _) -> {
                assertThat(id).isEqualTo(pending.payment().id());
                pending(acquirer().fetch(new ProviderReference(id, PRICE)));
            }
        }
        assertThat(book(request.paymentId())).isEmpty();
    }

    @Test
    void readsNoGarbage() {
        var genuine = notification(paidPayment(aPayment()).id());
        var bodies = List.of("", "{", "[]", "null", "\u0000\uFFFF", "a=b&c", "{\"a\":1}", "{".repeat(20_000),
                genuine.body().substring(0, genuine.body().length() / 2));

        assertThat(bodies).allSatisfy(body -> assertThat(acquirer().read(withBody(genuine, body)))
                .isInstanceOfAny(WebhookReading.Forged.class, WebhookReading.Ignored.class));
    }

    @Test
    void readsNothingOversized() {
        var genuine = notification(paidPayment(aPayment()).id());
        var oversized = withBody(genuine, genuine.body() + " ".repeat(256 * 1024));

        assertThat(acquirer().read(oversized))
                .isInstanceOfAny(WebhookReading.Forged.class, WebhookReading.Ignored.class);
    }

    // --- words

    protected static Money rub(long minor) {
        return new Money(minor, Currency.RUB);
    }

    protected static InboundWebhook withBody(InboundWebhook webhook, String body) {
        return new InboundWebhook(
                webhook.method(), webhook.kind(), webhook.query(), webhook.headers(), webhook.sourceAddress(), body);
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    private ChargeRequest aPayment() {
        return aPayment(true);
    }

    private ChargeRequest aPayment(boolean save) {
        return asked(new ChargeRequest(
                Charges.reference(1), key(), PRICE, "Subscription", true, save, null, RETURN_URL, soon(), PAYER, null));
    }

    private ChargeRequest aRenewal(String token) {
        return asked(new ChargeRequest(
                Charges.reference(1), key(), PRICE, "Renewal", true, false, token, null, soon(), PAYER, null));
    }

    private ChargeRequest aHold() {
        return asked(new ChargeRequest(
                Charges.reference(1), key(), PRICE, "Hold", false, false, aSavedMethod().token(), null, soon(), PAYER, null));
    }

    private static Receipt aReceipt(Money amount) {
        var line = new Receipt.Line("Subscription", 1, amount, 1, "service", "full_payment");
        return new Receipt("anna@example.org", null, null, List.of(line));
    }

    private static RefundRequest aRefund(ProviderPayment payment, Money amount, boolean whole) {
        return new RefundRequest(UUID.randomUUID(), payment.id(), key(), amount, whole, "unused days", null);
    }

    private SentCharge lost(ChargeRequest request) {
        return Charges.sent(request, now());
    }

    /** Remembers what was asked for, so that whoever asks about it knows what the core would know. */
    private ChargeRequest asked(ChargeRequest request) {
        asked.put(request.paymentId(), request);
        return request;
    }

    /** When a payment the customer fills in ends. */
    private Instant soon() {
        return now().plus(Duration.ofHours(1));
    }

    private ProviderPayment paidPayment(ChargeRequest request) {
        var pending = pending(acquirer().charge(request));
        pay(pending.payment().id(), number(Card.GOOD));
        return succeeded(fetch(pending.payment()));
    }

    private ProviderPayment paidRenewal() {
        return succeeded(acquirer().charge(aRenewal(aSavedMethod().token())));
    }

    private ProviderMethod aSavedMethod() {
        var method = paidPayment(aPayment()).method();
        assertThat(method).isNotNull();
        return method;
    }

    private ChargeOutcome chargeUntilCertain(ChargeRequest request) {
        for (int i = 0; i < ASKS_MAX; i++) {
            var outcome = acquirer().charge(request);
            if (!(outcome instanceof ChargeOutcome.Unknown)) {
                return outcome;
            }
        }
        return fail("still unknown after " + ASKS_MAX + " repeats");
    }

    private RefundOutcome refundUntilCertain(RefundRequest request) {
        for (int i = 0; i < ASKS_MAX; i++) {
            var outcome = acquirer().refund(request);
            if (!(outcome instanceof RefundOutcome.Unknown)) {
                return outcome;
            }
        }
        return fail("still unknown after " + ASKS_MAX + " repeats");
    }

    /** Lets a slow request arrive after its repeat, by waiting for an answer that is as slow. */
    private void outlast(Trouble trouble, ProviderPayment payment) {
        if (trouble == Trouble.SLOW) {
            trouble(Call.FETCH, Trouble.SLOW);
            fetch(payment);
        }
    }

    private ChargeOutcome fetch(ProviderPayment payment) {
        return acquirer().fetch(reference(payment));
    }

    private ProviderReference reference(ProviderPayment payment) {
        var request = payment.paymentId() == null ? null : asked.get(payment.paymentId());
        return new ProviderReference(payment.id(), payment.amount(), request == null ? null : Charges.sent(request, now()));
    }

    private static ProviderPayment succeeded(ChargeOutcome outcome) {
        assertThat(outcome).isInstanceOf(ChargeOutcome.Succeeded.class);
        return ((ChargeOutcome.Succeeded) outcome).payment();
    }

    private static ChargeOutcome.Pending pending(ChargeOutcome outcome) {
        assertThat(outcome).isInstanceOf(ChargeOutcome.Pending.class);
        return (ChargeOutcome.Pending) outcome;
    }

    private static ChargeOutcome.Held held(ChargeOutcome outcome) {
        assertThat(outcome).isInstanceOf(ChargeOutcome.Held.class);
        return (ChargeOutcome.Held) outcome;
    }

    private static RefundOutcome.ProviderRefund refunded(RefundOutcome outcome) {
        assertThat(outcome).isInstanceOf(RefundOutcome.Succeeded.class);
        return ((RefundOutcome.Succeeded) outcome).refund();
    }

    private static WebhookReading.Notice notice(WebhookReading reading) {
        assertThat(reading).isInstanceOf(WebhookReading.Notice.class);
        return (WebhookReading.Notice) reading;
    }

    private static void assertNotFound(ChargeOutcome outcome) {
        assertThat(outcome).asInstanceOf(type(ChargeOutcome.Rejected.class))
                .returns(ChargeOutcome.Rejected.NOT_FOUND, ChargeOutcome.Rejected::code);
    }
}
