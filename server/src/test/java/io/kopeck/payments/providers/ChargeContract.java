package io.kopeck.payments.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.kopeck.payments.spi.ChargeOutcome;
import io.kopeck.payments.spi.ChargeRequest;
import io.kopeck.payments.spi.ProviderMethod;
import io.kopeck.payments.spi.RetryAdvice;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Payments the customer fills in, and charges of saved methods. */
abstract class ChargeContract extends ContractStage {

    // --- a payment with the customer

    @Test
    void waitsForCustomerAndThenBooksOnce() {
        var request = aPayment();

        var pending = pending(acquirer().charge(request));
        assertThat(pending.confirmationUrl()).isNotNull();
        assertThat(pending.payment().paymentId()).isEqualTo(request.paymentId());
        assertThat(pending.payment().amount()).isEqualTo(PRICE);
        assertThat(book(request.paymentId())).isEmpty();
        pays(pending, number(Card.GOOD));

        var paid = succeeded(fetch(pending.payment()));
        assertSame(paid, pending.payment());
        assertThat(paid.amount()).isEqualTo(PRICE);
        assertThat(paid.paymentId()).isEqualTo(request.paymentId());
        assertThat(book(request.paymentId())).containsExactly(new Booked(false, paid.id(), PRICE));
    }

    @Test
    void repeatsWithSameKeyAreSamePayment() {
        var request = aPayment();

        var first = pending(acquirer().charge(request));
        var second = pending(acquirer().charge(request));
        pays(first, number(Card.GOOD));
        var third = acquirer().charge(request);
        var paid = has(Feature.REPEATS_SHOW_STATE) ? succeeded(third) : succeeded(fetch(pending(third).payment()));

        assertThat(second.payment().id()).isEqualTo(first.payment().id());
        assertThat(second.confirmationUrl()).isEqualTo(first.confirmationUrl());
        assertSame(paid, first.payment());
        assertThat(book(request.paymentId())).hasSize(1);
    }

    /** Where there are no keys, the attempt's number does it. */
    @Test
    void refusesSameKeyForAnotherRequest() {
        var token = aSavedMethod().token();
        var request = aRenewal(token);
        var paid = succeeded(decided(acquirer().charge(request)));

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

        pays(pending, card.number());

        if (!has(Feature.DECLINES_ON_PAGE)) {
            assertStillPayable(pending, request);
            return;
        }
        assertThat(fetch(pending.payment())).asInstanceOf(type(ChargeOutcome.Declined.class))
                .returns(card.code(), ChargeOutcome.Declined::code)
                .returns(card.advice(), ChargeOutcome.Declined::advice)
                .satisfies(declined -> assertThat(declined.payment()).isNotNull());
        assertThat(book(request.paymentId())).isEmpty();
    }

    @Test
    void knowsCardsOfEveryAdvice() {
        assertThat(decliningCards()).isNotEmpty();
        if (has(Feature.DECLINES_ON_PAGE)) {
            assertThat(decliningCards()).extracting(DecliningCard::advice).contains(RetryAdvice.values());
        }
    }

    @Test
    void staysPendingWhileCustomerIsAtTheBank() {
        var request = aPayment();
        var pending = pending(acquirer().charge(request));

        goesToBank(pending, number(Card.GOOD_WITH_3DS));
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

        goesToBank(pending, number(Card.GOOD_WITH_3DS));
        leaveBank(pending.payment().id(), false);

        if (!has(Feature.DECLINES_ON_PAGE)) {
            assertStillPayable(pending, request);
            return;
        }
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

    @Test
    void declinesWhatWasDeclinedOnPageAndThenLeftAlone() {
        var request = aPayment();
        var pending = pending(acquirer().charge(request));
        pays(pending, decliningCards().getFirst().number());

        advance(acquirer().pendingLifetime());

        assertThat(fetch(pending.payment())).isInstanceOf(ChargeOutcome.Declined.class);
        assertThat(book(request.paymentId())).isEmpty();
    }

    /** A decline on the page was not the last word: the payment waits on, and is paid in a second try. */
    private void assertStillPayable(ChargeOutcome.Pending pending, ChargeRequest request) {
        pending(fetch(pending.payment()));
        assertThat(book(request.paymentId())).isEmpty();
        pays(pending, number(Card.GOOD));
        var paid = succeeded(fetch(pending.payment()));
        assertThat(book(request.paymentId())).containsExactly(new Booked(false, paid.id(), PRICE));
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
        if (has(Feature.SHOWS_CARD_DETAILS)) {
            assertThat(saved.expiryMonth()).isBetween(1, 12);
            assertThat(saved.expiryYear()).isGreaterThan(2000);
            assertThat(saved.cardType()).isNotBlank();
        } else {
            assertThat(saved).extracting(ProviderMethod::expiryMonth, ProviderMethod::expiryYear).containsOnlyNulls();
        }
        assertThat(saved.toString()).doesNotContain(number(Card.GOOD));
        assertThat(unsaved == null || !unsaved.saved()).isTrue();
    }

    @Test
    void chargesSavedMethodWithoutCustomer() {
        var request = aRenewal(aSavedMethod().token());

        var paid = succeeded(decided(acquirer().charge(request)));
        var again = has(Feature.REPEATS_BY_KEY) ? decided(acquirer().charge(request)) : acquirer().find(lost(request));

        assertThat(paid.paymentId()).isEqualTo(request.paymentId());
        assertThat(succeeded(again).id()).isEqualTo(paid.id());
        assertThat(book(request.paymentId())).containsExactly(new Booked(false, paid.id(), PRICE));
    }

    @Test
    void chargesSavedMethodWithCustomerPresent() {
        var request = asked(new ChargeRequest(
                Charges.reference(1), key(), PRICE, "Upgrade", true, false, aSavedMethod().token(), RETURN_URL, soon(), PAYER,
                null));

        succeeded(decided(acquirer().charge(request)));

        assertThat(book(request.paymentId())).hasSize(1);
    }

    @Test
    void declinesSavedMethodAndChargesItInNextAttempt() {
        var token = aSavedMethod().token();
        var first = aRenewal(token);
        declineNextCharge(lackOfMoney());

        var declined = decided(acquirer().charge(first));
        assertThat(declined).asInstanceOf(type(ChargeOutcome.Declined.class))
                .returns(lackOfMoney(), ChargeOutcome.Declined::code)
                .returns(RetryAdvice.LATER, ChargeOutcome.Declined::advice);
        assertThat(book(first.paymentId())).isEmpty();
        var again = has(Feature.REPEATS_BY_KEY) ? decided(acquirer().charge(first)) : acquirer().find(lost(first));
        assertThat(again).isEqualTo(declined);
        var second = asked(new ChargeRequest(
                Charges.reference(first.paymentId(), 2), key(), PRICE, "Renewal", true, false, token, null, soon(), PAYER, null));

        succeeded(decided(acquirer().charge(second)));
        assertThat(book(first.paymentId())).hasSize(1);
    }

    @Test
    void chargesNoMethodThatIsNotSaved() {
        var unknown = aRenewal(UUID.randomUUID().toString());
        var unsaved = paidPayment(aPayment(false)).method();
        var tokens = unsaved == null ? Stream.of(unknown) : Stream.of(unknown, aRenewal(unsaved.token()));

        tokens.forEach(request -> {
            var outcome = acquirer().charge(request);
            if (!has(Feature.KNOWS_LOST_METHODS)) {
                assertThat(outcome).isInstanceOfAny(ChargeOutcome.Declined.class, ChargeOutcome.Rejected.class);
                assertNotFound(acquirer().find(lost(request)));
                assertThat(book(request.paymentId())).isEmpty();
                return;
            }
            assertThat(outcome).asInstanceOf(type(ChargeOutcome.Declined.class))
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
}
