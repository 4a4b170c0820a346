package io.kopeck.journeys;

import static io.kopeck.testing.Customer.GOOD_CARD;
import static io.kopeck.testing.Customer.WEEK;
import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.audit.AuditLog;
import io.kopeck.testing.Books;
import io.kopeck.testing.Http.Reply;
import io.kopeck.testing.Journey;
import io.kopeck.testing.Platform;
import io.kopeck.testing.Sql;
import io.kopeck.testing.Staff;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Held money is captured by staff, and asked about until it is known what became of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConfirmJourneyTest {

    private Platform platform;
    private Staff finance;

    @BeforeAll
    void start() {
        platform = Platform.start(Map.of());
        finance = Staff.of(platform, "finance");
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
    void capturesTheWhole() {
        var anna = Journey.begin(platform);
        var payment = held(anna);

        assertThat(confirm(payment, null).expect(200).text("status")).isEqualTo("succeeded");

        anna.expect("active", true, "PaymentSucceeded", "SubscriptionStarted", "GrantGiven");
        anna.expectBook("charge 1.00", "refund 1.00", "charge 99.99");
        assertThat(platform.bean(AuditLog.class).about("payment", UUID.fromString(payment))).singleElement().satisfies(entry -> {
            assertThat(entry.action()).isEqualTo("payments.capture");
            assertThat(entry.actor()).isEqualTo(finance.id().toString());
        });
        assertThat(confirm(payment, null).expect(409).text("code")).isEqualTo("not_held");
    }

    @Test
    void capturesAPartAndNeverMoreThanIsHeld() {
        var anna = Journey.begin(platform);
        var payment = held(anna);

        assertThat(confirm(payment, "100.00").expect(409).text("available")).isEqualTo("99.99");
        confirm(payment, "40.00").expect(200);

        anna.expect("active", true, "PaymentSucceeded", "SubscriptionStarted", "GrantGiven");
        anna.expectBook("charge 1.00", "refund 1.00", "charge 40.00");
        assertThat(anna.cancel().expect(200).text("refund.amount")).isEqualTo("40.00");
        anna.expect("canceled", false, "SubscriptionCanceled", "RefundSucceeded", "GrantTaken");
    }

    @Test
    void findsOutByItselfWhatBecameOfACaptureWithoutAnAnswer() {
        var anna = Journey.begin(platform);
        var payment = held(anna);
        platform.sandbox().fault("capture", "lost_answer", "times", 1);
        platform.sandbox().fault("webhook", "drop_webhook");

        var asked = confirm(payment, null).expect(202);
        assertThat(asked.text("status_url")).isEqualTo("/api/v1/payments/" + payment);
        anna.expectNoSubscription();
        anna.advance(Duration.ofMinutes(3));

        anna.expect("active", true, "PaymentSucceeded", "SubscriptionStarted", "GrantGiven");
        anna.expectBook("charge 1.00", "refund 1.00", "charge 99.99");
    }

    @Test
    void learnsThatTheAcquirerLetTheMoneyGoThoughNobodySaidSo() {
        var anna = Journey.begin(platform);
        var payment = held(anna);
        platform.sandbox().fault("webhook", "drop_webhook");

        anna.advance(Duration.ofDays(8));

        anna.expectNoSubscription("PaymentDeclined");
        assertThat(finance.api().get("/api/v1/payments/" + payment).expect(200).text("status")).isEqualTo("canceled");
        anna.expectBook("charge 1.00", "refund 1.00");
    }

    /** No product sells by holding, so the payment is turned into a hold between its first sending and the next. */
    private String held(Journey anna) {
        var card = anna.bind(GOOD_CARD);
        anna.fault(card, "error_before", "times", 1);
        var payment = anna.subscribe(WEEK, card).expect(202).text("payment_id");
        new Sql(platform.database()).change("update payments.payment set capture = false where id = ?", UUID.fromString(payment));
        anna.advance(Duration.ofMinutes(1));
        anna.expectNoSubscription();
        assertThat(anna.api().get("/api/v1/payments/" + payment).expect(200).text("status")).isEqualTo("waiting_for_capture");
        anna.api().post("/api/v1/payments/confirm", Map.of("payment_id", payment)).expect(403);
        return payment;
    }

    private Reply confirm(String payment, @Nullable String amount) {
        var body = new HashMap<String, Object>(Map.of("payment_id", payment));
        if (amount != null) {
            body.put("amount", amount);
        }
        return finance.api().post("/api/v1/payments/confirm", body);
    }
}
