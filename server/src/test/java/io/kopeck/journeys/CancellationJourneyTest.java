package io.kopeck.journeys;

import static io.kopeck.testing.Customer.GOOD_CARD;
import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.testing.Journey;
import io.kopeck.testing.Platform;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Cancelling and resuming {@code cinema}: full refund within two days, else access to the end of the paid period. */
class CancellationJourneyTest {

    private static final String[] REFUNDED = {"SubscriptionCanceled", "RefundSucceeded", "GrantTaken"};

    private final Platform platform = Platform.shared();

    @AfterEach
    void noFaultsStay() {
        platform.sandbox().clearFaults();
    }

    @Test
    void returnsTheWholePaymentWithinTwoDays() {
        var anna = Journey.subscribed(platform, GOOD_CARD);
        anna.advance(Duration.ofDays(1).plusHours(23));

        var cancelled = anna.cancel().expect(200);

        assertThat(cancelled.text("status")).isEqualTo("canceled");
        assertThat(cancelled.text("refund.amount")).isEqualTo("99.99");
        assertThat(cancelled.text("refund.currency")).isEqualTo("RUB");
        assertThat(cancelled.text("refund.status")).isEqualTo("succeeded");
        anna.expect("canceled", false, REFUNDED);
        anna.expectBook("charge 1.00", "refund 1.00", "charge 99.99", "refund 99.99");
        anna.advance(Duration.ofDays(14));
        anna.expect("canceled", false);
    }

    @Test
    void returnsTheWholePaymentOnceWhenCancelledTwice() {
        var anna = Journey.subscribed(platform, GOOD_CARD);
        anna.cancel().expect(200);
        anna.expect("canceled", false, REFUNDED);

        assertThat(anna.cancel().status()).isEqualTo(404);

        anna.expect("canceled", false);
        anna.expectBook("charge 1.00", "refund 1.00", "charge 99.99", "refund 99.99");
    }

    @Test
    void keepsAccessToTheEndWhenCancelledLater() {
        var anna = Journey.subscribed(platform, GOOD_CARD);
        anna.advance(Duration.ofDays(2));

        var cancelled = anna.cancel().expect(200);

        assertThat(cancelled.text("status")).isEqualTo("no_auto_payment");
        assertThat(cancelled.json().has("refund")).isFalse();
        anna.expect("no_auto_payment", true, "AutoPaymentStopped");
        anna.advance(Duration.ofDays(4).plusHours(23));
        anna.expect("no_auto_payment", true);
        anna.advance(Duration.ofHours(1));
        anna.expect("expired", false, "SubscriptionExpired", "GrantTaken");
        anna.expectBook("charge 1.00", "refund 1.00", "charge 99.99");
    }

    @Test
    void refusesToCancelTwiceWhatAlreadyRunsOut() {
        var anna = Journey.subscribed(platform, GOOD_CARD);
        anna.advance(Duration.ofDays(3));
        anna.cancel().expect(200);
        anna.expect("no_auto_payment", true, "AutoPaymentStopped");

        var again = anna.cancel();

        assertThat(again.status()).isEqualTo(409);
        assertThat(again.text("code")).isEqualTo("nothing_to_change");
        anna.expect("no_auto_payment", true);
    }

    @Test
    void returnsTheWholePaymentAlsoWhenItNoLongerRenews() {
        var anna = Journey.subscribed(platform, GOOD_CARD);
        anna.remove(anna.method()).expect(204);
        anna.expect("no_auto_payment", true, "MethodRemoved", "AutoPaymentStopped");

        anna.cancel().expect(200);

        anna.expect("canceled", false, REFUNDED);
        anna.expectBook("charge 1.00", "refund 1.00", "charge 99.99", "refund 99.99");
    }

    @Test
    void renewsAgainWhenResumedBeforeTheEnd() {
        var anna = Journey.subscribed(platform, GOOD_CARD);
        anna.advance(Duration.ofDays(3));
        anna.cancel().expect(200);
        anna.expect("no_auto_payment", true, "AutoPaymentStopped");

        var resumed = anna.resume().expect(200);

        assertThat(resumed.text("status")).isEqualTo("active");
        anna.expect("active", true, "AutoPaymentResumed");
        anna.advance(Duration.ofDays(4));
        anna.expect("active", true, "PaymentSucceeded", "SubscriptionRenewed");
        anna.expectBook("charge 1.00", "refund 1.00", "charge 99.99", "charge 99.99");
    }

    @Test
    void refusesToResumeWithoutACard() {
        var anna = Journey.subscribed(platform, GOOD_CARD);
        anna.remove(anna.method()).expect(204);
        anna.expect("no_auto_payment", true, "MethodRemoved", "AutoPaymentStopped");

        var refused = anna.resume();

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("code")).isEqualTo("no_payment_method");
        anna.expect("no_auto_payment", true);
    }

    @Test
    void resumesWithANewlyBoundCard() {
        var anna = Journey.subscribed(platform, GOOD_CARD);
        anna.remove(anna.method()).expect(204);
        anna.expect("no_auto_payment", true, "MethodRemoved", "AutoPaymentStopped");
        var fresh = anna.bind(GOOD_CARD);
        anna.expect("no_auto_payment", true);

        anna.resume().expect(200);

        anna.expect("active", true, "AutoPaymentResumed");
        assertThat(anna.method()).isEqualTo(fresh);
        anna.advance(Duration.ofDays(7));
        anna.expect("active", true, "PaymentSucceeded", "SubscriptionRenewed");
    }

    @Test
    void refusesToResumeWhatRunsOrHasEnded() {
        var anna = Journey.subscribed(platform, GOOD_CARD);

        assertThat(anna.resume().status()).isEqualTo(409);
        anna.expect("active", true);

        anna.cancel().expect(200);
        anna.expect("canceled", false, REFUNDED);
        assertThat(anna.resume().status()).isEqualTo(404);
        anna.expect("canceled", false);
    }

    @Test
    void chargesNothingWhenCancelledWhileWaiting() {
        var anna = Journey.subscribed(platform, GOOD_CARD);
        anna.fault(anna.method(), "decline", "reason", "insufficient_funds");
        anna.advance(Duration.ofDays(7));
        anna.expect("waiting", false, "SubscriptionWaiting", "PaymentDeclined", "GrantTaken");
        anna.clearFaults();

        anna.cancel().expect(200);

        anna.expect("canceled", false, "SubscriptionCanceled");
        anna.advance(Duration.ofDays(10));
        anna.expect("canceled", false);
        anna.expectBook("charge 1.00", "refund 1.00", "charge 99.99");
    }

    @Test
    void returnsTheRenewalWhenItSucceedsAfterTheCancellation() {
        var anna = Journey.subscribed(platform, GOOD_CARD);
        anna.fault(anna.method(), "requires_3ds");
        anna.advance(Duration.ofDays(7));
        anna.expect("waiting", false, "PaymentConfirmationNeeded", "SubscriptionWaiting", "GrantTaken");
        var page = anna.confirmationUrl();
        anna.cancel().expect(200);
        anna.expect("canceled", false, "SubscriptionCanceled");

        anna.atTheBank(page, true);

        anna.expect("canceled", false, "PaymentSucceeded", "RefundSucceeded");
        anna.expectBook("charge 1.00", "refund 1.00", "charge 99.99", "charge 99.99", "refund 99.99");
        anna.advance(Duration.ofDays(10));
        anna.expect("canceled", false);
    }

    @Test
    void endsOnceWhenTheRenewalWasDeclinedAfterTheCancellation() {
        var anna = Journey.subscribed(platform, GOOD_CARD);
        anna.fault(anna.method(), "requires_3ds");
        anna.advance(Duration.ofDays(7));
        anna.expect("waiting", false, "PaymentConfirmationNeeded", "SubscriptionWaiting", "GrantTaken");
        anna.cancel().expect(200);
        anna.expect("canceled", false, "SubscriptionCanceled");

        anna.advance(Duration.ofHours(2));

        anna.expect("canceled", false, "PaymentDeclined");
        anna.expectBook("charge 1.00", "refund 1.00", "charge 99.99");
    }

    @Test
    void givesTheRefundOfACancellationDespiteALostAnswer() {
        var anna = Journey.subscribed(platform, GOOD_CARD);
        platform.sandbox().fault("refund", "lost_answer", "times", 1);

        var cancelled = anna.cancel().expect(200);

        assertThat(cancelled.text("refund.status")).isEqualTo("pending");
        anna.advance(Duration.ofMinutes(5));
        anna.expect("canceled", false, "SubscriptionCanceled", "GrantTaken", "RefundSucceeded");
        anna.expectBook("charge 1.00", "refund 1.00", "charge 99.99", "refund 99.99");
    }
}
