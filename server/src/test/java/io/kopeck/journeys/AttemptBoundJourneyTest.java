package io.kopeck.journeys;

import static io.kopeck.testing.Customer.GOOD_CARD;
import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.testing.Journey;
import io.kopeck.testing.Platform;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A payment has at most a hundred attempts: coming to that bound harms nobody, least of all the renewals of others. */
class AttemptBoundJourneyTest {

    private static final int MORE_THAN_THE_BOUND = 105;

    @Test
    void renewsOthersWhenOneCustomerPaysNowWithoutEnd() {
        try (var platform = Platform.start(Map.of())) {
            var anna = Journey.subscribed(platform, GOOD_CARD);
            var boris = Journey.subscribed(platform, GOOD_CARD);
            anna.fault(anna.method(), "decline", "reason", "insufficient_funds");
            anna.advance(Duration.ofDays(7));
            boris.expect("active", true, "PaymentSucceeded", "SubscriptionRenewed");

            for (int i = 0; i < MORE_THAN_THE_BOUND; i++) {
                assertThat(anna.payNow().status()).as("press " + i).isBetween(400, 499);
            }
            anna.advance(Duration.ofDays(7));

            boris.expect("active", true, "PaymentSucceeded", "SubscriptionRenewed");
            assertThat(anna.customer().status()).isEqualTo("expired");
        }
    }

    @Test
    void renewsByItselfAfterAnOutageOfTwoDays() {
        try (var platform = Platform.start(Map.of())) {
            var anna = Journey.subscribed(platform, GOOD_CARD);
            acceptSavedCards(platform, false);
            anna.advance(Duration.ofDays(9));
            assertThat(anna.customer().access()).isEqualTo("full");

            acceptSavedCards(platform, true);
            anna.advance(Duration.ofHours(1));

            assertThat(anna.customer().status()).isEqualTo("active");
            anna.expectBook("charge 1.00", "refund 1.00", "charge 99.99", "charge 99.99");
        }
    }

    @Test
    void parksForAPersonWhatTheAcquirerRefusesForDays() {
        try (var platform = Platform.start(Map.of())) {
            var anna = Journey.subscribed(platform, GOOD_CARD);
            acceptSavedCards(platform, false);

            anna.advance(Duration.ofDays(12));

            anna.expect("active", true, "PaymentParked");
            anna.expectBook("charge 1.00", "refund 1.00", "charge 99.99");
            acceptSavedCards(platform, true);
            var boris = Journey.subscribed(platform, GOOD_CARD);
            anna.advance(Duration.ofDays(7));
            boris.expect("active", true, "PaymentSucceeded", "SubscriptionRenewed");
        }
    }

    private static void acceptSavedCards(Platform platform, boolean right) {
        platform.sandbox().http().post("/control/config", Map.of("recurring", right)).expect(200);
    }
}
