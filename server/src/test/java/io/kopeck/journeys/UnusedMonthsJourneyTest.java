package io.kopeck.journeys;

import static io.kopeck.testing.Customer.GOOD_CARD;
import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.testing.Books;
import io.kopeck.testing.Journey;
import io.kopeck.testing.Platform;
import io.kopeck.testing.Shops;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Cancelling {@code movix}: all within an hour, later the whole months that have not begun. */
class UnusedMonthsJourneyTest {

    private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");

    private final Platform platform = Shops.platform();

    @AfterEach
    void booksAgree() {
        Books.expectEqual(platform);
    }

    @Test
    void returnsAllWithinTheHourAsPreviewed() {
        var anna = Journey.subscribed(platform, "movix", Shops.MOVIX_YEAR, GOOD_CARD);
        anna.advance(Duration.ofMinutes(59));

        var preview = anna.previewCancel().expect(200);

        assertThat(preview.text("status")).isEqualTo("canceled");
        assertThat(preview.text("refund.sum")).isEqualTo("2799.00");
        assertThat(preview.text("refund.currency")).isEqualTo("RUB");
        assertThat(Instant.parse(preview.text("access_until"))).isBetween(platform.now().minusSeconds(600), platform.now());
        anna.expect("active", true);
        anna.cancel().expect(200);
        anna.expect("canceled", false, "SubscriptionCanceled", "RefundSucceeded", "GrantTaken");
        anna.expectBook("charge 1.00", "refund 1.00", "charge 2799.00", "refund 2799.00");
    }

    @Test
    void returnsTheMonthsThatHaveNotBegunAndKeepsTheCurrentOne() {
        var anna = Journey.subscribed(platform, "movix", Shops.MOVIX_YEAR, GOOD_CARD);
        var start = anna.view().period().start();
        anna.advance(Duration.ofDays(65));
        var thirdMonthEnds = start.atZone(MOSCOW).plusMonths(3).toInstant();

        var preview = anna.previewCancel().expect(200);
        var cancelled = anna.cancel().expect(200);

        assertThat(preview.text("status")).isEqualTo("no_auto_payment");
        assertThat(preview.text("refund.sum")).isEqualTo("2099.25");
        assertThat(Instant.parse(preview.text("access_until"))).isEqualTo(thirdMonthEnds);
        assertThat(cancelled.text("status")).isEqualTo("no_auto_payment");
        assertThat(cancelled.text("refund.amount")).isEqualTo("2099.25");
        assertThat(Instant.parse(cancelled.text("ended_at"))).isEqualTo(thirdMonthEnds);
        anna.expect("no_auto_payment", true, "AutoPaymentStopped", "RefundSucceeded");
        anna.expectBook("charge 1.00", "refund 1.00", "charge 2799.00", "refund 2099.25");
        anna.advance(Duration.between(platform.now(), thirdMonthEnds).minusSeconds(300));
        anna.expect("no_auto_payment", true);
        anna.advance(Duration.ofSeconds(300));
        anna.expect("expired", false, "SubscriptionExpired", "GrantTaken");
    }

    @Test
    void returnsNothingInTheLastMonth() {
        var anna = Journey.subscribed(platform, "movix", Shops.MOVIX_MONTH, GOOD_CARD);
        var end = anna.view().period().end();
        anna.advance(Duration.ofHours(1));

        var preview = anna.previewCancel().expect(200);

        assertThat(preview.json().path("refund").isNull()).isTrue();
        assertThat(Instant.parse(preview.text("access_until"))).isEqualTo(end);
        anna.cancel().expect(200);
        anna.expect("no_auto_payment", true, "AutoPaymentStopped");
        assertThat(anna.previewCancel().status()).isEqualTo(409);
        anna.expectBook("charge 1.00", "refund 1.00", "charge 299.00");
    }

    @Test
    void returnsTheUnusedMonthsAlsoAfterTheCardWasRemoved() {
        var anna = Journey.subscribed(platform, "movix", Shops.MOVIX_QUARTER, GOOD_CARD);
        anna.advance(Duration.ofHours(2));
        anna.remove(anna.method()).expect(204);
        anna.expect("no_auto_payment", true, "MethodRemoved", "AutoPaymentStopped");

        anna.cancel().expect(200);

        anna.expect("no_auto_payment", true, "AutoPaymentStopped", "RefundSucceeded");
        anna.expectBook("charge 1.00", "refund 1.00", "charge 799.00", "refund 532.66");
    }

    @Test
    void returnsNoMonthTwiceAndRenewsFromTheShortenedEndWhenResumed() {
        var anna = Journey.subscribed(platform, "movix", Shops.MOVIX_QUARTER, GOOD_CARD);
        anna.advance(Duration.ofDays(3));
        anna.cancel().expect(200);
        anna.expect("no_auto_payment", true, "AutoPaymentStopped", "RefundSucceeded");
        var end = anna.view().period().end();
        anna.resume().expect(200);
        anna.expect("active", true, "AutoPaymentResumed");

        anna.cancel().expect(200);
        anna.expect("no_auto_payment", true, "AutoPaymentStopped");
        anna.resume().expect(200);
        anna.expect("active", true, "AutoPaymentResumed");
        anna.advance(Duration.between(platform.now(), end));

        anna.expect("active", true, "PaymentSucceeded", "SubscriptionRenewed");
        assertThat(anna.view().period().start()).isEqualTo(end);
        assertThat(anna.view().period().end()).isEqualTo(end.atZone(MOSCOW).plusMonths(3).toInstant());
        anna.expectBook("charge 1.00", "refund 1.00", "charge 799.00", "refund 532.66", "charge 799.00");
    }
}
