package io.kopeck.payments.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.kopeck.payments.spi.ChargeOutcome;
import io.kopeck.payments.spi.LostRefund;
import io.kopeck.payments.spi.ProviderPayment;
import io.kopeck.payments.spi.ProviderReference;
import io.kopeck.payments.spi.RefundOutcome;
import io.kopeck.payments.spi.RefundRequest;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Money that goes back. */
abstract class RefundContract extends HoldContract {

    @Test
    void returnsWholePaymentOnce() {
        var paid = paidRenewal();
        var request = aRefund(paid, PRICE, true);

        var first = refunded(decided(acquirer().refund(request)));
        if (has(Feature.REPEATS_BY_KEY)) {
            assertThat(refunded(decided(acquirer().refund(request)))).isEqualTo(first);
        }

        assertThat(first.amount()).isEqualTo(PRICE);
        assertThat(first.providerPaymentId()).isIn(paid.id(), null);
        assertThat(refunded(acquirer().fetchRefund(new ProviderReference(first.id(), PRICE)))).isEqualTo(first);
        assertThat(book(paid.paymentId())).containsExactlyInAnyOrder(
                new Booked(false, paid.id(), PRICE), new Booked(true, paid.id(), PRICE));
    }

    @Test
    void returnsPartsUpToPayment() {
        var paid = paidRenewal();

        refunded(decided(acquirer().refund(aRefund(paid, rub(10_000), false))));
        refunded(decided(acquirer().refund(aRefund(paid, rub(19_900), false))));
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

        assertThat(outcome).isInstanceOf(
                has(Feature.TELLS_DECLINED_REFUNDS) ? RefundOutcome.Declined.class : RefundOutcome.Rejected.class);
        assertThat(book(paid.paymentId())).noneMatch(Booked::refund);
    }

    @Test
    void refusesSameKeyForAnotherRefund() {
        var paid = paidRenewal();
        var request = aRefund(paid, rub(10_000), false);
        refunded(decided(acquirer().refund(request)));
        if (!has(Feature.REPEATS_BY_KEY)) {
            assertThat(acquirer().keyLifetime()).isZero();
            return;
        }

        var outcome = acquirer().refund(new RefundRequest(request.refundId(), paid.id(), request.idempotencyKey(),
                rub(5_000), false, request.description(), null));

        assertThat(outcome).isInstanceOf(RefundOutcome.Rejected.class);
        assertThat(book(paid.paymentId())).filteredOn(Booked::refund).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void neverReturnsTwiceWhateverHappensToAnswer(Trouble trouble) {
        var paid = paidRenewal();
        var request = aRefund(paid, rub(10_000), false);
        var lost = new LostRefund(request.refundId(), paid.id(), request.amount(), now());
        trouble(Call.REFUND, trouble);

        assertThat(acquirer().refund(request)).isInstanceOf(RefundOutcome.Unknown.class);
        if (!has(Feature.FINDS_LOST_REFUNDS)) {
            assertLeftToPerson(lost, trouble, paid);
            return;
        }
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

    /** What cannot be searched is neither found nor missed, and nothing is sent again. */
    private void assertLeftToPerson(LostRefund lost, Trouble trouble, ProviderPayment paid) {
        outlast(trouble, paid);
        assertThat(acquirer().findRefund(lost)).isInstanceOf(RefundOutcome.Unknown.class);
        advance(Duration.ofHours(1));
        assertThat(book(paid.paymentId())).filteredOn(Booked::refund)
                .hasSize(trouble.carriedOut() || trouble == Trouble.SLOW ? 1 : 0);
    }

    @Test
    void doesNotTakeOneRefundForAnother() {
        var paid = paidRenewal();
        refunded(decided(acquirer().refund(aRefund(paid, rub(10_000), false))));

        var outcome = acquirer().findRefund(new LostRefund(UUID.randomUUID(), paid.id(), rub(10_000), now()));

        if (!has(Feature.FINDS_LOST_REFUNDS) || !has(Feature.FINDS_REFUNDS_BEHIND_OTHERS)) {
            assertThat(outcome).isInstanceOf(RefundOutcome.Unknown.class);
            return;
        }
        assertThat(outcome).asInstanceOf(type(RefundOutcome.Rejected.class))
                .returns(ChargeOutcome.Rejected.NOT_FOUND, RefundOutcome.Rejected::code);
    }
}
