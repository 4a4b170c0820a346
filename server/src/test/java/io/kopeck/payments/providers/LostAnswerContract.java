package io.kopeck.payments.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.kopeck.payments.spi.ChargeOutcome;
import io.kopeck.payments.spi.ChargeRequest;
import io.kopeck.payments.spi.ProviderReference;
import io.kopeck.payments.spi.RefundOutcome;
import io.kopeck.payments.spi.SentCharge;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Charges whose answer was lost, and reads that broke off. */
abstract class LostAnswerContract extends RefundContract {

    private static final Duration SOME_HOURS = Duration.ofHours(5);

    @ParameterizedTest
    @MethodSource("troubles")
    void neverChargesTwiceWhateverHappensToAnswer(Trouble trouble) {
        var request = aRenewal(aSavedMethod().token());
        trouble(Call.CHARGE, trouble);

        assertThat(acquirer().charge(request)).isInstanceOf(ChargeOutcome.Unknown.class);

        if (!has(Feature.REPEATS_BY_KEY)) {
            assertFoundAndNotRepeated(request, trouble);
            return;
        }
        var paid = succeeded(decided(chargeUntilCertain(request)));
        outlast(trouble, paid);
        assertThat(succeeded(fetch(paid)).id()).isEqualTo(paid.id());
        assertThat(succeeded(acquirer().find(lost(request))).id()).isEqualTo(paid.id());
        assertThat(book(request.paymentId())).containsExactly(new Booked(false, paid.id(), PRICE));
    }

    /** Without keys nothing is repeated, which only holds when the core is told so; the charge is searched instead. */
    private void assertFoundAndNotRepeated(ChargeRequest request, Trouble trouble) {
        assertThat(acquirer().keyLifetime()).isZero();
        outlast(trouble, paidRenewal());

        var outcome = decided(acquirer().find(lost(request)));

        if (trouble.carriedOut() || trouble == Trouble.SLOW) {
            var paid = succeeded(outcome);
            assertThat(succeeded(fetch(paid)).id()).isEqualTo(paid.id());
            assertThat(book(request.paymentId())).containsExactly(new Booked(false, paid.id(), PRICE));
        } else {
            assertNotFound(outcome);
            assertThat(book(request.paymentId())).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void findsOutWhetherLostChargeHappened(Trouble trouble) {
        var request = aRenewal(aSavedMethod().token());
        var sent = lost(request);
        trouble(Call.CHARGE, trouble);
        assertThat(acquirer().charge(request)).isInstanceOf(ChargeOutcome.Unknown.class);
        outlast(trouble, paidRenewal());

        advance(acquirer().keyLifetime());
        var outcome = decided(acquirer().find(sent));

        if (trouble.carriedOut() || trouble == Trouble.SLOW) {
            var paid = succeeded(outcome);
            assertThat(paid.paymentId()).isEqualTo(request.paymentId());
            assertThat(book(request.paymentId())).containsExactly(new Booked(false, paid.id(), PRICE));
        } else {
            assertNotFound(outcome);
            assertThat(book(request.paymentId())).isEmpty();
        }
    }

    @Test
    void findsChargeLongAfterFirstSending() {
        var request = aRenewal(aSavedMethod().token());
        var sent = lost(request);
        if (has(Feature.REPEATS_BY_KEY)) {
            trouble(Call.CHARGE, Trouble.ERROR_BEFORE);
            acquirer().charge(request);
            advance(acquirer().keyLifetime().dividedBy(4));
        }
        trouble(Call.CHARGE, Trouble.LOST_ANSWER);
        acquirer().charge(request);

        advance(acquirer().keyLifetime().plus(SOME_HOURS));

        succeeded(decided(acquirer().find(sent)));
        assertThat(book(request.paymentId())).hasSize(1);
    }

    @Test
    void findsNothingThatWasNeverAskedFor() {
        var other = aRenewal(aSavedMethod().token());
        succeeded(decided(acquirer().charge(other)));

        for (var reference : List.of(Charges.reference(1), Charges.reference(other.paymentId(), 2))) {
            assertNotFound(acquirer().find(new SentCharge(reference, PRICE, now(), false, false, false)));
            var hosted = acquirer().find(new SentCharge(reference, PRICE, now(), true, true, false));
            if (has(Feature.FINDS_UNPAID)) {
                assertNotFound(hosted);
            } else {
                assertThat(hosted).isInstanceOfAny(ChargeOutcome.Pending.class, ChargeOutcome.Unknown.class);
            }
        }
        assertNotFound(acquirer().fetch(new ProviderReference(unknownId(), PRICE)));
        assertNotFound(acquirer().fetch(new ProviderReference("no-such-id", PRICE)));
        assertThat(acquirer().fetchRefund(new ProviderReference(UUID.randomUUID().toString(), PRICE)))
                .asInstanceOf(type(RefundOutcome.Rejected.class))
                .returns(ChargeOutcome.Rejected.NOT_FOUND, RefundOutcome.Rejected::code);
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void createsOnePaymentForCustomerWhateverHappensToAnswer(Trouble trouble) {
        var request = aPayment();
        if (has(Feature.CREATES_BY_REQUEST)) {
            trouble(Call.CREATE, trouble);
            assertThat(acquirer().charge(request)).isInstanceOf(ChargeOutcome.Unknown.class);
        }

        var pending = pending(chargeUntilCertain(request));
        assertThat(pending.confirmationUrl()).isNotNull();
        var found = acquirer().find(lost(request));
        if (has(Feature.FINDS_UNPAID)) {
            assertThat(pending(found).payment().id()).isEqualTo(pending.payment().id());
        } else {
            assertThat(found).isInstanceOfAny(ChargeOutcome.Pending.class, ChargeOutcome.Unknown.class);
        }
        pays(pending, number(Card.GOOD));
        var paid = succeeded(acquirer().find(lost(request)));
        assertThat(succeeded(fetch(pending.payment())).id()).isEqualTo(paid.id());
        assertThat(book(request.paymentId())).containsExactly(new Booked(false, paid.id(), PRICE));
    }

    /** Of a read that broke off the HTTP client may have asked again by itself, which does no harm. */
    @ParameterizedTest
    @MethodSource("troubles")
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
}
