package io.kopeck.journeys;

import static io.kopeck.testing.Customer.GOOD_CARD;
import static io.kopeck.testing.Customer.OTHER_GOOD_CARD;
import static io.kopeck.testing.Customer.WEEK;
import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.testing.Journey;
import io.kopeck.testing.Platform;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What happens after a renewal charge fails: access is lost at once, seven daily attempts, the end on day 7. */
class DunningJourneyTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final String[] DECLINED_AGAIN = {"SubscriptionWaiting", "PaymentDeclined"};

    private final Platform platform = Platform.shared();

    @AfterEach
    void noFaultsStay() {
        platform.sandbox().clearFaults();
    }

    @Test
    void renewsWeekAfterWeek() {
        var anna = Journey.subscribed(platform, GOOD_CARD);
        var first = anna.view().period();

        anna.advance(Duration.ofDays(14));

        anna.expect("active", true, "PaymentSucceeded", "SubscriptionRenewed", "PaymentSucceeded", "SubscriptionRenewed");
        anna.expectBook("charge 1.00", "refund 1.00", "charge 99.99", "charge 99.99", "charge 99.99");
        assertThat(anna.view().period().start()).isEqualTo(first.start().plus(Duration.ofDays(14)));
    }

    @Test
    void attemptsOnceOnEachDayAndExpiresOnTheSeventh() {
        var anna = Journey.subscribed(platform, GOOD_CARD);
        anna.fault(anna.method(), "decline", "reason", "insufficient_funds");

        anna.advance(Duration.ofDays(7));

        anna.expect("waiting", false, "SubscriptionWaiting", "PaymentDeclined", "GrantTaken");
        for (int day = 1; day <= 6; day++) {
            anna.advance(DAY);
            anna.expect("waiting", false, DECLINED_AGAIN);
            assertThat(anna.view().chargeAttempts()).as("attempts on day " + day).isEqualTo(day + 1);
        }
        anna.advance(DAY);
        anna.expect("expired", false, "SubscriptionExpired");
        assertThat(anna.attempts()).containsEntry("declined", 7);
        anna.advance(Duration.ofDays(30));
        anna.expect("expired", false);
        anna.expectBook("charge 1.00", "refund 1.00", "charge 99.99");
    }

    @Test
    void takesAccessBackFromTheMomentOfALaterSuccess() {
        var anna = Journey.subscribed(platform, GOOD_CARD);
        var oldEnd = anna.view().period().end();
        anna.fault(anna.method(), "decline", "reason", "insufficient_funds");
        anna.advance(Duration.ofDays(7));
        anna.expect("waiting", false, "SubscriptionWaiting", "PaymentDeclined", "GrantTaken");
        anna.advance(DAY);
        anna.advance(DAY);
        anna.expect("waiting", false, "SubscriptionWaiting", "PaymentDeclined", "SubscriptionWaiting", "PaymentDeclined");

        anna.clearFaults();
        anna.advance(DAY);

        anna.expect("active", true, "PaymentSucceeded", "SubscriptionRenewed", "GrantGiven");
        var view = anna.view();
        assertThat(view.chargeAttempts()).isZero();
        assertThat(view.period().start()).isBetween(oldEnd.plus(Duration.ofDays(3)), oldEnd.plus(Duration.ofDays(3)).plusSeconds(60));
        assertThat(Duration.between(view.period().start(), view.period().end())).isEqualTo(Duration.ofDays(7));
        anna.expectBook("charge 1.00", "refund 1.00", "charge 99.99", "charge 99.99");
        anna.advance(Duration.ofDays(7));
        anna.expect("active", true, "PaymentSucceeded", "SubscriptionRenewed");
    }

    @Test
    void countsAttemptsAnewAfterARecovery() {
        var anna = Journey.subscribed(platform, GOOD_CARD);
        var card = anna.method();
        anna.fault(card, "decline", "reason", "insufficient_funds");
        anna.advance(Duration.ofDays(7));
        anna.expect("waiting", false, "SubscriptionWaiting", "PaymentDeclined", "GrantTaken");
        anna.clearFaults();
        anna.advance(DAY);
        anna.expect("active", true, "PaymentSucceeded", "SubscriptionRenewed", "GrantGiven");
        anna.fault(card, "decline", "reason", "insufficient_funds");

        anna.advance(Duration.ofDays(7));

        anna.expect("waiting", false, "SubscriptionWaiting", "PaymentDeclined", "GrantTaken");
        assertThat(anna.view().chargeAttempts()).isEqualTo(1);
    }

    @Test
    void makesNoAutomaticAttemptAfterAHardDeclineAndExpiresOnTheSeventhDay() {
        var anna = Journey.subscribed(platform, GOOD_CARD);
        anna.fault(anna.method(), "decline", "reason", "card_expired");

        anna.advance(Duration.ofDays(7));

        anna.expect("waiting", false, "SubscriptionWaiting", "PaymentDeclined", "GrantTaken");
        assertThat(anna.view().nextAttemptAt()).isNull();
        anna.advance(Duration.ofDays(6));
        anna.expect("waiting", false);
        anna.advance(DAY);
        anna.expect("expired", false, "SubscriptionExpired");
        assertThat(anna.attempts()).containsEntry("declined", 1);
        anna.expectBook("charge 1.00", "refund 1.00", "charge 99.99");
    }

    @Test
    void stopsAttemptsWhenAHardDeclineFollowsASoftOne() {
        var anna = Journey.subscribed(platform, GOOD_CARD);
        var card = anna.method();
        anna.fault(card, "decline", "reason", "insufficient_funds");
        anna.advance(Duration.ofDays(7));
        anna.expect("waiting", false, "SubscriptionWaiting", "PaymentDeclined", "GrantTaken");
        anna.clearFaults();
        anna.fault(card, "decline", "reason", "permission_revoked");

        anna.advance(DAY);

        anna.expect("waiting", false, DECLINED_AGAIN);
        anna.advance(Duration.ofDays(5));
        anna.expect("waiting", false);
        anna.advance(DAY);
        anna.expect("expired", false, "SubscriptionExpired");
    }

    @Test
    void chargesANewCardAtOnceAfterAHardDecline() {
        var anna = Journey.subscribed(platform, GOOD_CARD);
        var old = anna.method();
        anna.fault(old, "decline", "reason", "card_expired");
        anna.advance(Duration.ofDays(9));
        anna.expect("waiting", false, "SubscriptionWaiting", "PaymentDeclined", "GrantTaken");

        var fresh = anna.customer().bind(OTHER_GOOD_CARD);

        anna.expect("active", true, "PaymentConfirmationNeeded", "PaymentSucceeded", "MethodSaved", "SubscriptionWaiting",
                "PaymentSucceeded", "SubscriptionRenewed", "GrantGiven", "RefundSucceeded");
        assertThat(anna.method()).isEqualTo(fresh);
        assertThat(anna.book()).last().matches(line -> line.kind().equals("refund"));
        anna.expectBook("charge 1.00", "refund 1.00", "charge 99.99", "charge 1.00", "charge 99.99", "refund 1.00");
        anna.advance(Duration.ofDays(7));
        anna.expect("active", true, "PaymentSucceeded", "SubscriptionRenewed");
    }

    @Test
    void chargesACardThatIsChosenWhileWaitingAtOnce() {
        var anna = Journey.subscribed(platform, GOOD_CARD);
        anna.fault(anna.method(), "decline", "reason", "insufficient_funds");
        anna.advance(Duration.ofDays(7));
        anna.expect("waiting", false, "SubscriptionWaiting", "PaymentDeclined", "GrantTaken");
        var other = anna.bind(OTHER_GOOD_CARD);

        anna.change(other).expect(200);

        anna.expect("active", true, "SubscriptionWaiting", "PaymentSucceeded", "SubscriptionRenewed", "GrantGiven");
        anna.expectBook("charge 1.00", "refund 1.00", "charge 99.99", "charge 1.00", "refund 1.00", "charge 99.99");
    }

    @Test
    void acceptsASubscriptionAnewAfterItExpired() {
        var anna = Journey.subscribed(platform, GOOD_CARD);
        var card = anna.method();
        anna.fault(card, "decline", "reason", "card_expired");
        anna.advance(Duration.ofDays(14));
        anna.expect("expired", false, "SubscriptionWaiting", "PaymentDeclined", "GrantTaken", "SubscriptionExpired");
        anna.clearFaults();

        anna.subscribe(WEEK, card).expect(201);

        anna.expect("active", true, "PaymentSucceeded", "SubscriptionStarted", "GrantGiven");
        anna.expectBook("charge 1.00", "refund 1.00", "charge 99.99", "charge 99.99");
    }
}
