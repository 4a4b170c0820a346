package io.kopeck.journeys;

import static io.kopeck.testing.Customer.GOOD_CARD;
import static io.kopeck.testing.Customer.WEEK;
import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.testing.Journey;
import io.kopeck.testing.Platform;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are lost, late, broken or doubled: found out, and charged exactly once. */
class UnknownOutcomeJourneyTest {

    private static final String[] ONCE = {"charge 1.00", "refund 1.00", "charge 99.99"};

    private final Platform platform = Platform.shared();

    @AfterEach
    void noFaultsStay() {
        platform.sandbox().clearFaults();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lost_answer", "error_after", "error_before", "truncated", "reset", "processing"})
    void subscribesExactlyOnceWhenTheFirstAnswerIsNoAnswer(String kind) {
        var anna = Journey.begin(platform);
        var card = anna.bind(GOOD_CARD);
        anna.fault(card, kind, "times", 1);
        platform.sandbox().fault("webhook", "drop_webhook");

        var asked = anna.subscribe(WEEK, card).expect(202);
        var repeated = anna.subscribe(WEEK, card).expect(202);

        assertThat(asked.text("status")).isEqualTo("processing");
        assertThat(repeated.text("payment_id")).isEqualTo(asked.text("payment_id"));
        assertThat(asked.text("status_url")).isEqualTo("/api/v1/payments/" + asked.text("payment_id"));
        assertThat(anna.api().get(asked.text("status_url")).expect(200).text("status")).isEqualTo("pending");
        anna.advance(Duration.ofMinutes(10));
        anna.expect("active", true, "PaymentSucceeded", "SubscriptionStarted", "GrantGiven");
        assertThat(anna.api().get(asked.text("status_url")).expect(200).text("status")).isEqualTo("succeeded");
        anna.expectBook(ONCE);
        assertThat(anna.attempts()).containsEntry("succeeded", 2);
    }

    @Test
    void learnsTheOutcomeFromANotificationThatOvertakesTheAnswer() {
        var anna = Journey.begin(platform);
        var card = anna.bind(GOOD_CARD);
        anna.fault(card, "lost_answer", "times", 1);

        anna.subscribe(WEEK, card).expect(202);

        anna.expect("active", true, "PaymentSucceeded", "SubscriptionStarted", "GrantGiven");
        anna.expectBook(ONCE);
    }

    @Test
    void settlesOnceWhenNotificationsAreDoubledAndReordered() {
        var anna = Journey.begin(platform);
        platform.sandbox().fault("webhook", "duplicate_webhook");
        var card = anna.bind(GOOD_CARD);

        anna.subscribe(WEEK, card).expect(201);

        anna.expect("active", true, "PaymentSucceeded", "SubscriptionStarted", "GrantGiven");
        anna.advance(Duration.ofDays(1));
        platform.sandbox().http().post("/control/webhooks/replay", Map.of());
        anna.expect("active", true);
        anna.expectBook(ONCE);
    }

    @Test
    void keepsAccessWhileARenewalIsBeingFoundOut() {
        var anna = Journey.subscribed(platform, GOOD_CARD);
        var card = anna.method();
        var oldEnd = anna.view().period().end();
        anna.fault(card, "error_before");
        anna.advance(Duration.ofDays(7));
        anna.expect("active", true);
        anna.advance(Duration.ofHours(6));
        anna.expect("active", true);

        anna.clearFaults();
        anna.advance(Duration.ofHours(1));

        anna.expect("active", true, "PaymentSucceeded", "SubscriptionRenewed");
        anna.expectBook("charge 1.00", "refund 1.00", "charge 99.99", "charge 99.99");
        assertThat(anna.view().period().start()).isEqualTo(oldEnd);
    }

    @Test
    void renewsOnceWhenTheAnswerToTheRenewalIsLost() {
        var anna = Journey.subscribed(platform, GOOD_CARD);
        anna.fault(anna.method(), "lost_answer", "times", 3);
        platform.sandbox().fault("webhook", "drop_webhook");

        anna.advance(Duration.ofDays(7).plusHours(1));

        anna.expect("active", true, "PaymentSucceeded", "SubscriptionRenewed");
        anna.expectBook("charge 1.00", "refund 1.00", "charge 99.99", "charge 99.99");
    }

    @Test
    void returnsARenewalThatTurnsOutPaidAfterTheSubscriptionWasCancelled() {
        var anna = Journey.subscribed(platform, GOOD_CARD);
        var card = anna.method();
        platform.sandbox().fault("webhook", "drop_webhook");
        anna.fault(card, "lost_answer");
        anna.advance(Duration.ofDays(7));
        anna.expect("active", true);

        anna.cancel().expect(200);
        anna.clearFaults();
        anna.advance(Duration.ofHours(2));

        anna.expect("expired", false, "AutoPaymentStopped", "SubscriptionExpired", "GrantTaken", "PaymentSucceeded", "RefundSucceeded");
        anna.expectBook("charge 1.00", "refund 1.00", "charge 99.99", "charge 99.99", "refund 99.99");
    }

    @Test
    void parksWhatStaysUnknownAndNeverChargesItBehindThePersonsBack() {
        var anna = Journey.begin(platform);
        var card = anna.bind(GOOD_CARD);
        anna.fault(card, "lost_answer");
        platform.sandbox().fault("webhook", "drop_webhook");
        platform.sandbox().fault("list", "error_before");
        var asked = anna.subscribe(WEEK, card).expect(202);

        anna.advance(Duration.ofDays(4));

        anna.expectNoSubscription("PaymentParked");
        assertThat(anna.subscribe(WEEK, card).expect(202).text("payment_id")).isEqualTo(asked.text("payment_id"));
        assertThat(anna.book().stream().map(Object::toString)).isEqualTo(List.of(ONCE));
        anna.clearFaults();
        anna.api().post("/api/v1/payments/check", Map.of("payment_id", asked.text("payment_id")));
        anna.expect("active", true, "PaymentSucceeded", "SubscriptionStarted", "GrantGiven");
        anna.expectBook(ONCE);
    }

    @Test
    void findsAPaymentBySearchWhenItsKeyIsTooOldToRepeat() {
        var anna = Journey.begin(platform);
        var card = anna.bind(GOOD_CARD);
        anna.fault(card, "lost_answer");
        platform.sandbox().fault("webhook", "drop_webhook");
        anna.subscribe(WEEK, card).expect(202);

        anna.advance(Duration.ofHours(30));

        anna.expect("active", true, "PaymentSucceeded", "SubscriptionStarted", "GrantGiven");
        anna.expectBook(ONCE);
    }
}
