package io.kopeck.payments.providers;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.payments.spi.CaptureRequest;
import io.kopeck.payments.spi.ChargeOutcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Money that is held, taken and given back. */
abstract class HoldContract extends ChargeContract {

    @Test
    void capturesPartOfHoldOnce() {
        var request = aHold();
        var held = hold(request);
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
        var held = hold(request);

        succeeded(acquirer().capture(new CaptureRequest(held.payment().id(), key(), PRICE, null)));

        assertThat(book(request.paymentId())).containsExactly(new Booked(false, held.payment().id(), PRICE));
    }

    @Test
    void capturesNoMoreThanIsHeld() {
        var request = aHold();
        var held = hold(request);

        var outcome = acquirer().capture(new CaptureRequest(held.payment().id(), key(), rub(29_901), null));

        assertThat(outcome).isInstanceOf(
                has(Feature.ANSWERS_CAPTURES) ? ChargeOutcome.Rejected.class : ChargeOutcome.Unknown.class);
        assertThat(book(request.paymentId())).isEmpty();
        held(fetch(held.payment()));
    }

    @Test
    void holdsSavedMethodOrSaysThatItCannot() {
        var request = aHold(aSavedMethod().token(), null);

        var outcome = acquirer().charge(request);

        assertThat(outcome).isInstanceOf(
                has(Feature.HOLDS_SAVED_METHODS) ? ChargeOutcome.Held.class : ChargeOutcome.Rejected.class);
        assertThat(book(request.paymentId())).isEmpty();
    }

    @Test
    void givesHoldBack() {
        var request = aHold();
        var held = hold(request);
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
        var held = hold(request);
        assertThat(held.expiresAt()).isNotNull();

        advance(Duration.between(now(), held.expiresAt()).plusMinutes(1));

        assertThat(fetch(held.payment())).isInstanceOf(ChargeOutcome.Declined.class);
        assertThat(book(request.paymentId())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void capturesOnceWhateverHappensToAnswer(Trouble trouble) {
        var request = aHold();
        var held = hold(request);
        var capture = new CaptureRequest(held.payment().id(), key(), rub(10_000), null);
        trouble(Call.CAPTURE, trouble);

        assertChangeUnknown(acquirer().capture(capture), trouble, ChargeOutcome.Succeeded.class);
        if (trouble != Trouble.SLOW) {
            var state = fetch(held.payment());
            assertThat(state).isInstanceOf(trouble.carriedOut() ? ChargeOutcome.Succeeded.class : ChargeOutcome.Held.class);
        }

        assertThat(succeeded(acquirer().capture(capture)).amount()).isEqualTo(rub(10_000));
        outlast(trouble, held.payment());
        assertThat(book(request.paymentId())).containsExactly(new Booked(false, held.payment().id(), rub(10_000)));
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void givesHoldBackWhateverHappensToAnswer(Trouble trouble) {
        var request = aHold();
        var held = hold(request);
        var key = key();
        trouble(Call.CANCEL, trouble);

        assertChangeUnknown(acquirer().cancelHold(reference(held.payment()), key), trouble, ChargeOutcome.Declined.class);

        assertThat(acquirer().cancelHold(reference(held.payment()), key)).isInstanceOf(ChargeOutcome.Declined.class);
        assertThat(book(request.paymentId())).isEmpty();
    }

    /** Where no answer tells what became of a change, a garbled one does no harm: the state is asked for behind it. */
    private void assertChangeUnknown(ChargeOutcome outcome, Trouble trouble, Class<? extends ChargeOutcome> truth) {
        if (trouble == Trouble.TRUNCATED && !has(Feature.ANSWERS_CAPTURES)) {
            assertThat(outcome).isInstanceOf(truth);
        } else {
            assertThat(outcome).isInstanceOf(ChargeOutcome.Unknown.class);
        }
    }
}
