package io.kopeck.journeys;

import static io.kopeck.testing.Customer.GOOD_CARD;
import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.platform.time.ClockOffset;
import io.kopeck.testing.Journey;
import io.kopeck.testing.Platform;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The server was down while time passed: only the current period is charged, and time without access never. */
class DowntimeJourneyTest {

    private final Platform platform = Platform.shared();

    @AfterEach
    void noFaultsStay() {
        platform.sandbox().clearFaults();
    }

    @Test
    void chargesOnlyTheCurrentPeriodAfterADowntimeOfSeveral() {
        var anna = Journey.subscribed(platform, GOOD_CARD);
        var before = anna.view().period();

        passWithoutJobs(Duration.ofDays(24));
        platform.settleDown();

        anna.expect("active", true, "PaymentSucceeded", "SubscriptionRenewed");
        anna.expectBook("charge 1.00", "refund 1.00", "charge 99.99", "charge 99.99");
        var now = anna.view().period();
        assertThat(now.contains(platform.now())).isTrue();
        assertThat(now.start()).isEqualTo(before.start().plus(Duration.ofDays(21)));
        anna.advance(Duration.ofDays(7));
        anna.expect("active", true, "PaymentSucceeded", "SubscriptionRenewed");
    }

    @Test
    void chargesTheNextPeriodAfterADowntimeShorterThanOne() {
        var anna = Journey.subscribed(platform, GOOD_CARD);
        var before = anna.view().period();

        passWithoutJobs(Duration.ofDays(10));
        platform.settleDown();

        anna.expect("active", true, "PaymentSucceeded", "SubscriptionRenewed");
        assertThat(anna.view().period().start()).isEqualTo(before.end());
        anna.expectBook("charge 1.00", "refund 1.00", "charge 99.99", "charge 99.99");
    }

    @Test
    void expiresWhatWaitedLongerThanItsWindowWithoutAnotherCharge() {
        var anna = Journey.subscribed(platform, GOOD_CARD);
        anna.fault(anna.method(), "decline", "reason", "insufficient_funds");
        anna.advance(Duration.ofDays(7));
        anna.expect("waiting", false, "SubscriptionWaiting", "PaymentDeclined", "GrantTaken");
        anna.clearFaults();

        passWithoutJobs(Duration.ofDays(8));
        platform.settleDown();

        anna.expect("expired", false, "SubscriptionExpired");
        anna.expectBook("charge 1.00", "refund 1.00", "charge 99.99");
    }

    @Test
    void makesOneAttemptForSeveralMissedOnes() {
        var anna = Journey.subscribed(platform, GOOD_CARD);
        anna.fault(anna.method(), "decline", "reason", "insufficient_funds");
        anna.advance(Duration.ofDays(7));
        anna.expect("waiting", false, "SubscriptionWaiting", "PaymentDeclined", "GrantTaken");

        passWithoutJobs(Duration.ofDays(4));
        platform.settleDown();

        anna.expect("waiting", false, "SubscriptionWaiting", "PaymentDeclined");
        anna.advance(Duration.ofDays(1));
        anna.expect("waiting", false, "SubscriptionWaiting", "PaymentDeclined");
    }

    @Test
    void takesAccessAwayAtTheEndEvenWhileTheJobsStand() {
        var anna = Journey.subscribed(platform, GOOD_CARD);
        anna.advance(Duration.ofDays(3));
        anna.cancel().expect(200);
        anna.expect("no_auto_payment", true, "AutoPaymentStopped");

        passWithoutJobs(Duration.ofDays(5));

        assertThat(anna.customer().access()).isEqualTo("none");
        platform.settleDown();
        anna.expect("expired", false, "SubscriptionExpired", "GrantTaken");
    }

    private void passWithoutJobs(Duration distance) {
        platform.bean(ClockOffset.class).moveTo(platform.now().plus(distance));
    }
}
