package io.kopeck.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.testing.Books;
import io.kopeck.testing.Platform;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The call that charges a card goes wrong. No notification helps: the reconciler finds out alone. */
class ChargeFaultsCrashTest {

    private final Platform platform = CrashPlatform.SHARED;

    @AfterEach
    void compareBooks() {
        Fault.expectStruck(platform.sandbox());
        platform.sandbox().clearFaults();
        platform.advance(Duration.ofMinutes(5));
        Books.expectEqualAndAtRest(platform);
    }

    @ParameterizedTest
    @EnumSource
    void subscribesOnce(Fault fault) {
        var anna = Subscriber.withCard(platform);
        platform.sandbox().fault("webhook", "drop_webhook");
        fault.strikeOnce(platform.sandbox(), "charge", anna.token());

        var first = anna.subscribe();
        var second = anna.subscribe();
        platform.advance(Duration.ofMinutes(3));

        if (fault == Fault.SLOW) {
            first.expect(201);
            second.expect(409);
        } else {
            assertThat(second.expect(202).text("payment_id")).isNotEmpty().isEqualTo(first.expect(202).text("payment_id"));
        }
        anna.expect("active", "charge 99.99");
    }

    @ParameterizedTest
    @EnumSource
    void renewsOnce(Fault fault) {
        var anna = Subscriber.subscribed(platform);
        platform.sandbox().fault("webhook", "drop_webhook");
        fault.strikeOnce(platform.sandbox(), "charge", anna.token());

        platform.advance(Duration.ofDays(7).plusMinutes(3));

        anna.expect("active", "charge 99.99", "charge 99.99");
    }

    @Test
    void chargesOnceWhenAcquirerIsDownForHours() {
        var anna = Subscriber.withCard(platform);
        platform.sandbox().fault("*", "error_before", "match", anna.token());
        anna.subscribe().expect(202);
        platform.advance(Duration.ofHours(6));
        anna.expectBook();

        platform.sandbox().clearFaults();
        platform.advance(Duration.ofHours(1));

        anna.expect("active", "charge 99.99");
    }

    @Test
    void findsLostChargeAfterKeyHasExpired() {
        var anna = Subscriber.withCard(platform);
        platform.sandbox().fault("webhook", "drop_webhook");
        platform.sandbox().fault("charge", "error_after", "match", anna.token());
        platform.sandbox().fault("list", "error_before");
        anna.subscribe().expect(202);
        platform.advance(Duration.ofHours(25));
        anna.expectBook("charge 99.99");

        platform.sandbox().clearFaults();
        platform.advance(Duration.ofHours(1));

        anna.expect("active", "charge 99.99");
    }

    @Test
    void givesUpChargeThatWasNeverMadeAfterKeyHasExpired() {
        var anna = Subscriber.withCard(platform);
        platform.sandbox().fault("charge", "error_before", "match", anna.token());
        anna.subscribe().expect(202);
        platform.advance(Duration.ofHours(25));

        anna.expectBook();
        assertThat(anna.customer().subscription().status()).isEqualTo(404);
    }
}
