package io.kopeck.journeys;

import static io.kopeck.testing.Customer.GOOD_CARD;
import static io.kopeck.testing.Customer.WEEK;
import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.platform.time.ClockOffset;
import io.kopeck.testing.Journey;
import io.kopeck.testing.Platform;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The acquirer refuses the request itself, as with a wrong key or a missing right: nobody's card is at fault. */
class RejectedAcquirerJourneyTest {

    private static final Platform PLATFORM = Platform.start(Map.of());

    @AfterAll
    static void stop() {
        PLATFORM.close();
    }

    @Test
    void keepsAccessAndTriesAgainAfterAnHour() {
        acceptSavedCards(true);
        var anna = Journey.subscribed(PLATFORM, GOOD_CARD);
        var oldEnd = anna.view().period().end();
        acceptSavedCards(false);

        anna.advance(Duration.ofDays(7));

        anna.expect("active", true);
        assertThat(anna.attempts()).containsEntry("rejected", 1);
        acceptSavedCards(true);
        anna.advance(Duration.ofMinutes(50));
        anna.expect("active", true);
        anna.advance(Duration.ofMinutes(11));
        anna.expect("active", true, "PaymentSucceeded", "SubscriptionRenewed");
        assertThat(anna.view().period().start()).isEqualTo(oldEnd);
        anna.expectBook("charge 1.00", "refund 1.00", "charge 99.99", "charge 99.99");
    }

    @Test
    void keepsAccessWhileANodeHasTheWrongKey() {
        acceptSavedCards(true);
        var anna = Journey.subscribed(PLATFORM, GOOD_CARD);
        try (var misconfigured = PLATFORM.another(Map.of("YOOKASSA_SECRET_KEY", "test_a_key_of_another_shop"))) {
            var inbox = Map.of("webhook_url", PLATFORM.baseUri() + "/api/v1/webhooks/yookassa");
            PLATFORM.sandbox().http().post("/control/config", inbox).expect(200);

            misconfigured.advance(Duration.ofDays(7));

            anna.expectEvents();
            assertThat(anna.attempts()).containsEntry("rejected", 1);
        }
        PLATFORM.bean(ClockOffset.class).refresh();
        assertThat(anna.customer().access()).isEqualTo("full");

        anna.advance(Duration.ofMinutes(61));

        anna.expect("active", true, "PaymentSucceeded", "SubscriptionRenewed");
        anna.expectBook("charge 1.00", "refund 1.00", "charge 99.99", "charge 99.99");
    }

    @Test
    void countsNoDeclineWhenItIsRefusedWhileWaiting() {
        acceptSavedCards(true);
        var anna = Journey.subscribed(PLATFORM, GOOD_CARD);
        anna.fault(anna.method(), "decline", "reason", "insufficient_funds");
        anna.advance(Duration.ofDays(7));
        anna.expect("waiting", false, "SubscriptionWaiting", "PaymentDeclined", "GrantTaken");
        anna.clearFaults();
        acceptSavedCards(false);

        anna.advance(Duration.ofDays(1));

        assertThat(anna.view().chargeAttempts()).isEqualTo(1);
        acceptSavedCards(true);
        anna.advance(Duration.ofHours(1));
        assertThat(anna.customer().status()).isEqualTo("active");
        anna.expectBook("charge 1.00", "refund 1.00", "charge 99.99", "charge 99.99");
    }

    @Test
    void subscribesNothingUntilTheAccountWorks() {
        acceptSavedCards(true);
        var anna = Journey.begin(PLATFORM);
        var card = anna.bind(GOOD_CARD);
        acceptSavedCards(false);

        var refused = anna.subscribe(WEEK, card);

        assertThat(refused.status()).isIn(402, 503);
        anna.expectNoSubscription("PaymentDeclined");
        acceptSavedCards(true);
        anna.subscribe(WEEK, card).expect(201);
        anna.expect("active", true, "PaymentSucceeded", "SubscriptionStarted", "GrantGiven");
        anna.expectBook("charge 1.00", "refund 1.00", "charge 99.99");
    }

    /** Without this right the acquirer answers 403 to every charge of a saved card. */
    private static void acceptSavedCards(boolean right) {
        PLATFORM.sandbox().http().post("/control/config", Map.of("recurring", right)).expect(200);
    }
}
