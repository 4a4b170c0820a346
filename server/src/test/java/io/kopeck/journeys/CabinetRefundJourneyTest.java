package io.kopeck.journeys;

import static io.kopeck.testing.Customer.GOOD_CARD;
import static io.kopeck.testing.Customer.WEEK;
import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.catalog.CatalogFile;
import io.kopeck.catalog.CatalogTexts;
import io.kopeck.catalog.Catalogs;
import io.kopeck.testing.Books;
import io.kopeck.testing.Journey;
import io.kopeck.testing.Platform;
import io.kopeck.testing.Staff;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Refunds made in the acquirer's own cabinet: booked once, shown, and followed by access as the product says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CabinetRefundJourneyTest {

    private static final String[] WHOLE = {"charge 1.00", "refund 1.00", "charge 99.99", "refund 99.99"};

    private Platform platform;

    @BeforeAll
    void start() {
        platform = Platform.start(Map.of());
    }

    @AfterEach
    void booksAgree() {
        platform.sandbox().clearFaults();
        platform.settleDown();
        Books.expectEqualAndAtRest(platform);
    }

    @AfterAll
    void stop() {
        platform.close();
    }

    @Test
    void endsTheSubscriptionWhenTheWholePeriodIsReturned() {
        var anna = Journey.subscribed(platform, GOOD_CARD);

        refund(anna, null);

        anna.expect("canceled", false, "RefundSucceeded", "SubscriptionCanceled", "GrantTaken");
        anna.expectBook(WHOLE);
        var payment = payment(anna);
        assertThat(anna.api().get("/api/v1/payments/" + payment).expect(200).text("status")).isEqualTo("refunded");
        var shown = anna.api().get("/api/v1/payments/" + payment + "/refunds").expect(200);
        assertThat(shown.text("results.0.extra.cause")).isEqualTo("acquirer");
        assertThat(shown.text("results.0.sum")).isEqualTo("99.99");
        assertThat(shown.text("results.0.subscription_id")).isEqualTo(anna.view().id().toString());
        var dispute = Staff.of(platform, "support").api().get("/api/v1/disputes?page_size=1").expect(200);
        assertThat(dispute.text("results.0.status")).isEqualTo("booked");
        assertThat(dispute.text("results.0.payment_id")).isEqualTo(payment);
        assertThat(dispute.text("results.0.refund_id")).isEqualTo(shown.text("results.0.id"));
        anna.api().get("/api/v1/disputes").expect(403);
        anna.advance(Duration.ofDays(8));
        anna.expect("canceled", false);
    }

    @Test
    void keepsAccessWhilePartOfThePaymentIsLeft() {
        var anna = Journey.subscribed(platform, GOOD_CARD);

        refund(anna, "40.00");
        anna.expect("active", true, "RefundSucceeded");
        assertThat(anna.api().get("/api/v1/payments/" + payment(anna)).expect(200).text("status")).isEqualTo("partially_refunded");
        refund(anna, "59.99");

        anna.expect("canceled", false, "RefundSucceeded", "SubscriptionCanceled", "GrantTaken");
        anna.expectBook("charge 1.00", "refund 1.00", "charge 99.99", "refund 40.00", "refund 59.99");
    }

    @Test
    void booksOnceHoweverOftenItIsTold() {
        var anna = Journey.subscribed(platform, GOOD_CARD);
        platform.sandbox().fault("webhook", "duplicate_webhook");

        refund(anna, "40.00");
        anna.expect("active", true, "RefundSucceeded");
        anna.advance(Duration.ofMinutes(5));
        platform.sandbox().http().post("/control/webhooks/replay", Map.of()).expect(200);

        anna.expect("active", true);
        anna.expectBook("charge 1.00", "refund 1.00", "charge 99.99", "refund 40.00");
    }

    @Test
    void keepsThePaidPeriodWhenAnEarlierOneIsReturned() {
        var anna = Journey.subscribed(platform, GOOD_CARD);
        var first = lastCharge(anna);
        anna.advance(Duration.ofDays(7));
        anna.expect("active", true, "PaymentSucceeded", "SubscriptionRenewed");

        platform.sandbox().http().post("/control/refund/yookassa/" + first, Map.of()).expect(201);

        anna.expect("active", true, "RefundSucceeded");
        anna.expectBook("charge 1.00", "refund 1.00", "charge 99.99", "charge 99.99", "refund 99.99");
    }

    @Test
    void findsOutThePaymentFirstWhenTheNewsOfItsRefundComesSooner() {
        var anna = Journey.begin(platform);
        var card = anna.bind(GOOD_CARD);
        anna.fault(card, "lost_answer", "times", 1);
        platform.sandbox().fault("webhook", "drop_webhook", "times", 1);
        anna.subscribe(WEEK, card).expect(202);

        refund(anna, null);

        anna.expect("canceled", false, "PaymentSucceeded", "SubscriptionStarted", "RefundSucceeded", "SubscriptionCanceled");
        anna.expectBook(WHOLE);
    }

    @Test
    void waitsForARefundOfOurOwnThatIsStillOpen() {
        var anna = Journey.subscribed(platform, GOOD_CARD);
        platform.sandbox().fault("refund", "error_before");
        anna.cancel().expect(200);
        anna.expect("canceled", false, "SubscriptionCanceled", "GrantTaken");

        refund(anna, null);
        anna.expect("canceled", false);
        platform.sandbox().clearFaults();
        anna.advance(Duration.ofDays(1));

        anna.expect("canceled", false, "RefundParked");
        var finance = Staff.of(platform, "finance").api();
        var ours = finance.get("/api/v1/refunds?parked=true").expect(200).text("results.0.id");
        finance.post("/api/v1/refunds/" + ours + "/resolve", Map.of("outcome", "not_returned", "reason", "Returned in the cabinet")).expect(200);
        anna.advance(Duration.ofHours(1));
        anna.expect("canceled", false, "RefundResolved", "RefundFailed", "RefundSucceeded");
        anna.expectBook(WHOLE);
    }

    @Test
    void takesOurOwnRefundForOursWhenItsAnswerWasLost() {
        var anna = Journey.subscribed(platform, GOOD_CARD);
        platform.sandbox().fault("refund", "lost_answer", "times", 1);

        anna.cancel().expect(200);

        anna.expect("canceled", false, "SubscriptionCanceled", "GrantTaken", "RefundSucceeded");
        anna.expectBook(WHOLE);
    }

    @Test
    void keepsAccessWhereTheProductSaysSo() {
        try (var other = Platform.start(Map.of())) {
            var yaml = CatalogTexts.demo("    receipts:", "    disputes: {refund: keep, chargeback: keep}\n    receipts:");
            var diff = other.bean(Catalogs.class).apply(CatalogFile.of(yaml.getBytes(StandardCharsets.UTF_8)), "system", false);
            assertThat(diff.changes()).containsExactly(
                    "product cinema: disputes.refund revoke -> keep", "product cinema: disputes.chargeback revoke -> keep");
            var anna = Journey.subscribed(other, GOOD_CARD);

            var theirs = Books.of(other, anna.customer().id()).getLast().providerId();
            other.sandbox().http().post("/control/refund/yookassa/" + theirs, Map.of()).expect(201);

            anna.expect("active", true, "RefundSucceeded");
            anna.expectBook(WHOLE);
        }
    }

    private void refund(Journey anna, @Nullable String amount) {
        platform.sandbox().http().post("/control/refund/yookassa/" + lastCharge(anna), amount == null ? Map.of() : Map.of("amount", amount)).expect(201);
    }

    private String lastCharge(Journey anna) {
        return Books.of(platform, anna.customer().id()).stream().filter(line -> line.kind().equals("charge")).toList().getLast().providerId();
    }

    private String payment(Journey anna) {
        return Books.of(platform, anna.customer().id()).stream().filter(line -> line.kind().equals("charge")).toList().getLast().payment().toString();
    }
}
