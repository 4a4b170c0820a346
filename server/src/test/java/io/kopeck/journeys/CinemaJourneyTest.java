package io.kopeck.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.testing.Customer;
import io.kopeck.testing.EventProbe;
import io.kopeck.testing.Platform;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Seed A's product from the customer's side, on a moving clock: each row of the table of states. */
class CinemaJourneyTest {

    private final Platform platform = Platform.shared();

    @Test
    void subscribesAndRenewsWithoutThreeDs() {
        var anna = Customer.signedUp(platform);
        var events = new EventProbe(platform, anna.id());
        var method = anna.bind(Customer.GOOD_CARD);
        events.expectExactly("PaymentConfirmationNeeded", "PaymentSucceeded", "MethodSaved", "RefundSucceeded");

        var subscribed = anna.subscribe(Customer.WEEK, method).expect(201);
        platform.settleDown();

        assertThat(subscribed.text("status")).isEqualTo("active");
        assertThat(anna.access()).isEqualTo("full");
        events.expectExactly("PaymentSucceeded", "SubscriptionStarted", "GrantGiven");

        platform.advance(Duration.ofDays(7));

        assertThat(anna.status()).isEqualTo("active");
        events.expectExactly("PaymentSucceeded", "SubscriptionRenewed");
    }
}
