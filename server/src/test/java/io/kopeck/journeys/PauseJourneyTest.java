package io.kopeck.journeys;

import static io.kopeck.testing.Customer.GOOD_CARD;
import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.testing.Books;
import io.kopeck.testing.Journey;
import io.kopeck.testing.Platform;
import io.kopeck.testing.Shops;
import java.time.Duration;
import java.time.ZoneId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pausing {@code movix}, which allows 30 days a year: no charge, no access, and the paid time runs on afterwards. */
class PauseJourneyTest {

    private static final Duration DAY = Duration.ofDays(1);

    private final Platform platform = Shops.platform();

    @AfterEach
    void booksAgree() {
        platform.sandbox().clearFaults();
        Books.expectEqual(platform);
    }

    @Test
    void keepsTheRestOfThePaidTimeUntilTheDateComes() {
        var anna = subscribed();
        var before = anna.view().period();
        anna.advance(DAY.multipliedBy(25));

        var paused = anna.pause(DAY.multipliedBy(10)).expect(200);

        assertThat(paused.text("status")).isEqualTo("paused");
        anna.expect("paused", false, "SubscriptionPaused", "GrantTaken");
        assertThat(anna.api().get("/api/v1/access/" + anna.customer().id() + "?product=movix").text("reason")).isEqualTo("paused");
        anna.advance(DAY.multipliedBy(10).minusSeconds(600));
        anna.expect("paused", false);
        anna.advance(Duration.ofSeconds(601));
        anna.expect("active", true, "SubscriptionContinued", "GrantGiven");
        var after = anna.view().period();
        assertThat(Duration.between(before.end(), after.end())).isBetween(DAY.multipliedBy(10).minusSeconds(600), DAY.multipliedBy(10).plusSeconds(600));
        assertThat(Duration.between(after.start(), after.end())).isEqualTo(Duration.between(before.start(), before.end()));
        anna.advance(Duration.between(platform.now(), after.end()));
        anna.expect("active", true, "PaymentSucceeded", "SubscriptionRenewed");
        assertThat(anna.view().period().start()).isEqualTo(after.end());
        anna.expectBook("charge 1.00", "refund 1.00", "charge 299.00", "charge 299.00");
    }

    @Test
    void runsOnAtOnceWhenResumedAndCountsOnlyTheDaysUsed() {
        var anna = subscribed();
        anna.pause(DAY.multipliedBy(30)).expect(200);
        anna.expect("paused", false, "SubscriptionPaused", "GrantTaken");
        assertThat(anna.pause(DAY).status()).isEqualTo(409);
        anna.advance(DAY.multipliedBy(2));

        anna.resume().expect(200);

        anna.expect("active", true, "SubscriptionContinued", "GrantGiven");
        var tooLong = anna.pause(DAY.multipliedBy(28));
        assertThat(tooLong.status()).isEqualTo(409);
        assertThat(tooLong.text("code")).isEqualTo("pause_too_long");
        anna.pause(DAY.multipliedBy(27)).expect(200);
        anna.expect("paused", false, "SubscriptionPaused", "GrantTaken");
    }

    @Test
    void givesBackTheUnusedMonthsOfAPausedPlan() {
        var anna = Journey.subscribed(platform, "movix", Shops.MOVIX_QUARTER, GOOD_CARD);
        var end = anna.view().period().start().atZone(ZoneId.of("Europe/Moscow")).plusMonths(1).toInstant();
        anna.advance(DAY.multipliedBy(10));
        anna.pause(DAY.multipliedBy(20)).expect(200);
        anna.expect("paused", false, "SubscriptionPaused", "GrantTaken");
        anna.advance(DAY.multipliedBy(5));

        anna.cancel().expect(200);

        anna.expect("no_auto_payment", true, "SubscriptionContinued", "AutoPaymentStopped", "RefundSucceeded", "GrantGiven");
        assertThat(anna.view().period().end()).isBetween(end.plus(DAY.multipliedBy(5)), end.plus(DAY.multipliedBy(5)).plusSeconds(600));
        anna.expectBook("charge 1.00", "refund 1.00", "charge 799.00", "refund 532.66");
    }

    @Test
    void runsOutWhenTheCardWasRemovedMeanwhile() {
        var anna = subscribed();
        anna.pause(DAY.multipliedBy(3)).expect(200);
        anna.expect("paused", false, "SubscriptionPaused", "GrantTaken");
        anna.remove(anna.method()).expect(204);
        anna.expect("paused", false, "MethodRemoved");

        anna.advance(DAY.multipliedBy(3).plusSeconds(60));

        anna.expect("no_auto_payment", true, "SubscriptionContinued", "AutoPaymentStopped", "GrantGiven");
        anna.advance(DAY.multipliedBy(40));
        anna.expect("expired", false, "SubscriptionExpired", "GrantTaken");
        anna.expectBook("charge 1.00", "refund 1.00", "charge 299.00");
    }

    @Test
    void isRefusedWhereTheProductOrTheStateForbidsIt() {
        var cinema = Journey.subscribed(platform, GOOD_CARD);
        var movix = subscribed();
        movix.advance(Duration.ofHours(2));
        movix.cancel().expect(200);
        movix.expect("no_auto_payment", true, "AutoPaymentStopped");

        assertThat(cinema.pause(DAY).text("code")).isEqualTo("not_allowed");
        assertThat(movix.pause(DAY).text("code")).isEqualTo("not_allowed");
        assertThat(movix.pause(Duration.ofSeconds(-1)).text("code")).isEqualTo("invalid_field");
        assertThat(movix.pause(DAY.multipliedBy(400)).text("code")).isEqualTo("invalid_field");
        assertThat(Journey.begin(platform, "movix").pause(DAY).status()).isEqualTo(404);
        movix.expect("no_auto_payment", true);
    }

    private Journey subscribed() {
        return Journey.subscribed(platform, "movix", Shops.MOVIX_MONTH, GOOD_CARD);
    }
}
