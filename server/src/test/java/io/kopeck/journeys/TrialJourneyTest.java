package io.kopeck.journeys;

import static io.kopeck.testing.Customer.GOOD_CARD;
import static io.kopeck.testing.Customer.MONTH_WITH_TRIAL;
import static io.kopeck.testing.Customer.WEEK;
import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.testing.Journey;
import io.kopeck.testing.Platform;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Trials of {@code cinema}: given once, ended at once when cancelled, paid for at their end. */
class TrialJourneyTest {

    private final Platform platform = Platform.shared();

    @AfterEach
    void noFaultsStay() {
        platform.sandbox().clearFaults();
    }

    @Test
    void grantsATrialAndRenewsItWithPaymentAtItsEnd() {
        var anna = Journey.begin(platform);
        var card = anna.bind(GOOD_CARD);

        var begun = anna.subscribe(MONTH_WITH_TRIAL, card).expect(201);

        assertThat(begun.json().path("trial").booleanValue()).isTrue();
        anna.expect("active", true, "SubscriptionStarted", "GrantGiven");
        anna.expectBook("charge 1.00", "refund 1.00");
        var trial = anna.view().period();
        assertThat(Duration.between(trial.start(), trial.end())).isEqualTo(Duration.ofDays(7));

        anna.advance(Duration.ofDays(7));

        anna.expect("active", true, "PaymentSucceeded", "SubscriptionRenewed");
        anna.expectBook("charge 1.00", "refund 1.00", "charge 249.99");
        var paid = anna.view();
        assertThat(paid.trial()).isFalse();
        assertThat(paid.period().start()).isEqualTo(trial.end());
    }

    @Test
    void chargesNothingBeforeTheTrialEnds() {
        var anna = Journey.begin(platform);
        anna.subscribe(MONTH_WITH_TRIAL, anna.bind(GOOD_CARD)).expect(201);
        anna.expect("active", true, "SubscriptionStarted", "GrantGiven");

        anna.advance(Duration.ofDays(6).plusHours(23));

        anna.expect("active", true);
        anna.expectBook("charge 1.00", "refund 1.00");
    }

    @Test
    void endsACancelledTrialAtOnceWithoutCharge() {
        var anna = Journey.begin(platform);
        anna.subscribe(MONTH_WITH_TRIAL, anna.bind(GOOD_CARD)).expect(201);
        anna.expect("active", true, "SubscriptionStarted", "GrantGiven");
        anna.advance(Duration.ofDays(5));

        var cancelled = anna.cancel().expect(200);

        assertThat(cancelled.json().has("refund")).isFalse();
        anna.expect("canceled", false, "SubscriptionCanceled", "GrantTaken");
        anna.advance(Duration.ofDays(40));
        anna.expect("canceled", false);
        anna.expectBook("charge 1.00", "refund 1.00");
    }

    @Test
    void endsATrialCancelledAfterItsCardWasRemovedAtOnceToo() {
        var anna = Journey.begin(platform);
        var card = anna.bind(GOOD_CARD);
        anna.subscribe(MONTH_WITH_TRIAL, card).expect(201);
        anna.expect("active", true, "SubscriptionStarted", "GrantGiven");
        anna.remove(card).expect(204);
        anna.expect("no_auto_payment", true, "MethodRemoved", "AutoPaymentStopped");

        anna.cancel().expect(200);

        anna.expect("canceled", false, "SubscriptionCanceled", "GrantTaken");
    }

    @Test
    void givesNoSecondTrialButCharges() {
        var anna = Journey.begin(platform);
        var card = anna.bind(GOOD_CARD);
        anna.subscribe(MONTH_WITH_TRIAL, card).expect(201);
        anna.cancel().expect(200);
        anna.expect("canceled", false, "SubscriptionStarted", "SubscriptionCanceled");

        var second = anna.subscribe(MONTH_WITH_TRIAL, card).expect(201);

        assertThat(second.json().path("trial").booleanValue()).isFalse();
        anna.expect("active", true, "PaymentSucceeded", "SubscriptionStarted", "GrantGiven");
        anna.expectBook("charge 1.00", "refund 1.00", "charge 249.99");
    }

    @Test
    void givesNoTrialAfterAPaidSubscription() {
        var anna = Journey.subscribed(platform, GOOD_CARD);
        var card = anna.method();
        anna.cancel().expect(200);
        anna.expect("canceled", false, "SubscriptionCanceled", "RefundSucceeded", "GrantTaken");

        var second = anna.subscribe(MONTH_WITH_TRIAL, card).expect(201);

        assertThat(second.json().path("trial").booleanValue()).isFalse();
        anna.expect("active", true, "PaymentSucceeded", "SubscriptionStarted", "GrantGiven");
        anna.expectBook("charge 1.00", "refund 1.00", "charge 99.99", "refund 99.99", "charge 249.99");
    }

    @Test
    void waitsWhenTheFirstChargeAfterTheTrialIsDeclined() {
        var anna = Journey.begin(platform);
        var card = anna.bind(GOOD_CARD);
        anna.subscribe(MONTH_WITH_TRIAL, card).expect(201);
        anna.expect("active", true, "SubscriptionStarted", "GrantGiven");
        anna.fault(card, "decline", "reason", "insufficient_funds");

        anna.advance(Duration.ofDays(7));

        anna.expect("waiting", false, "SubscriptionWaiting", "PaymentDeclined", "GrantTaken");
        anna.expectBook("charge 1.00", "refund 1.00");
    }

    @Test
    void givesATrialOnlyWithASavedMethodOfTheCustomersOwn() {
        var anna = Journey.begin(platform);
        var boris = Journey.begin(platform);
        var foreign = boris.bind(GOOD_CARD);

        var refused = anna.subscribe(MONTH_WITH_TRIAL, foreign);

        assertThat(refused.status()).isEqualTo(404);
        anna.expectNoSubscription();
        assertThat(anna.subscribe(WEEK, foreign).status()).isEqualTo(404);
        anna.expectNoSubscription();
        anna.expectBook();
    }
}
