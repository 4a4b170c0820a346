package io.kopeck.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.testing.Customer;
import io.kopeck.testing.Journey;
import io.kopeck.testing.Platform;
import io.kopeck.testing.Sql;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** movix at CloudPayments: the question before every payment, orders that are tried twice or ended, and lost answers. */
@TestInstance(Lifecycle.PER_CLASS)
class CloudPaymentsJourneyTest {

    private static final String MONTH = "5b0c1f0e-3c54-4d0e-9a5f-6c1d0f7a1e01";
    private static final String GOOD_CARD = "4000000000003055";
    private static final String POOR_CARD = "4000056655665556";

    /** One of its own, since it is asked before every payment. */
    private Platform platform;

    @BeforeAll
    void start() {
        platform = Platform.start(Map.of());
        control("config", Map.of("provider", "cloudpayments", "check", true));
    }

    @AfterAll
    void stop() {
        platform.close();
    }

    @Test
    void savesTheCardOfTheSecondTryAtThePageAndRenewsWithIt() {
        var anna = Journey.begin(platform, "movix");
        var page = anna.subscribe(MONTH, null).expect(202).text("confirmation_url");
        pay(page, POOR_CARD);
        anna.expectNoSubscription("PaymentConfirmationNeeded");

        pay(page, GOOD_CARD);

        anna.expect("active", true, "PaymentSucceeded", "MethodSaved", "SubscriptionStarted", "GrantGiven");
        anna.advance(Duration.between(platform.now(), anna.view().period().end()));
        anna.expect("active", true, "PaymentSucceeded", "SubscriptionRenewed");
        assertThat(book(anna)).containsExactly("charge 299.00", "charge 299.00");
    }

    @Test
    void endsTheOrderThatNobodyPaid() {
        var anna = Journey.begin(platform, "movix");
        var page = anna.subscribe(MONTH, null).expect(202).text("confirmation_url");
        anna.expectNoSubscription("PaymentConfirmationNeeded");

        anna.advance(Duration.ofHours(3));

        anna.expectNoSubscription("PaymentDeclined");
        assertThat(pay(page, GOOD_CARD)).isEqualTo(409);
        assertThat(book(anna)).isEmpty();
    }

    @Test
    void renewsOnceThoughTheAnswerIsLost() {
        var anna = subscribed();
        strikeOnce("charge", "error_after");

        anna.advance(Duration.between(platform.now(), anna.view().period().end()));

        anna.expect("active", true, "PaymentSucceeded", "SubscriptionRenewed");
        assertThat(book(anna)).containsExactly("charge 299.00", "charge 299.00");
    }

    @Test
    void returnsOnceThoughTheAnswerIsLost() {
        var anna = subscribed();
        strikeOnce("refund", "error_after");

        anna.cancel().expect(200);
        anna.advance(Duration.ofMinutes(5));

        assertThat(anna.customer().access()).isEqualTo("none");
        assertThat(book(anna)).containsExactly("charge 299.00", "refund 299.00");
    }

    @Test
    void returnsMoneyOfAnAttemptThatWasGivenUpAndComesAfterAll() {
        var anna = subscribed();
        control("faults", Map.of("provider", "cloudpayments", "operation", "charge", "kind", "error_before"));
        anna.advance(Duration.between(platform.now(), anna.view().period().end()).plusMinutes(90));
        platform.sandbox().clearFaults();
        anna.advance(Duration.ofHours(2));
        anna.expect("active", true, "PaymentSucceeded", "SubscriptionRenewed");
        assertThat(attempts(anna)).containsExactly("1 succeeded", "1 rejected", "2 succeeded");

        chargeLate(anna);
        platform.settleDown();
        anna.advance(Duration.ofMinutes(5));

        anna.expect("active", true, "PaymentSucceeded", "RefundSucceeded");
        assertThat(book(anna)).containsExactly("charge 299.00", "charge 299.00", "charge 299.00", "refund 299.00");
    }

    /** The acquirer carries out a request of the first attempt that was under way all the time. */
    private void chargeLate(Journey customer) {
        var payment = new Sql(platform.database()).rows(
                "select payment_id::text from payments.attempt where customer_id = ? and state = 'rejected'",
                row -> row.getString(1), customer.customer().id()).getFirst();
        control("config", Map.of("provider", "cloudpayments", "check", false));
        var credentials = Base64.getEncoder().encodeToString(
                "test_api_kopeck_sandbox:test_kopeck_sandbox_secret".getBytes(StandardCharsets.UTF_8));
        platform.sandbox().http().with("Authorization", "Basic " + credentials)
                .post("/cloudpayments/payments/tokens/charge", Map.of(
                        "Amount", 299, "Currency", "RUB", "AccountId", customer.customer().id().toString(),
                        "Token", customer.token(customer.method()), "TrInitiatorCode", 0, "PaymentScheduled", 1,
                        "InvoiceId", payment + "-1", "JsonData", Map.of("payment_id", payment, "attempt", "1")))
                .expect(200);
        control("config", Map.of("provider", "cloudpayments", "check", true));
    }

    private List<String> attempts(Journey customer) {
        return new Sql(platform.database()).rows(
                "select number || ' ' || state from payments.attempt where customer_id = ? order by sent_at",
                row -> row.getString(1), customer.customer().id());
    }

    private Journey subscribed() {
        var journey = Journey.begin(platform, "movix");
        pay(journey.subscribe(MONTH, null).expect(202).text("confirmation_url"), GOOD_CARD);
        journey.expect("active", true,
                "PaymentConfirmationNeeded", "PaymentSucceeded", "MethodSaved", "SubscriptionStarted", "GrantGiven");
        return journey;
    }

    private void strikeOnce(String operation, String kind) {
        control("faults", Map.of("provider", "cloudpayments", "operation", operation, "kind", kind, "times", 1));
    }

    private int pay(String page, String card) {
        return post("pay/cloudpayments/" + Customer.lastSegment(page), Map.of("card", card));
    }

    private void control(String path, Map<String, Object> body) {
        assertThat(post(path, body)).isBetween(200, 299);
    }

    private int post(String path, Map<String, Object> body) {
        return platform.sandbox().http().post("/control/" + path, body).status();
    }

    private List<String> book(Journey customer) {
        var mine = new Sql(platform.database()).rows(
                "select id::text from payments.payment where customer_id = ?", row -> row.getString(1), customer.customer().id());
        var lines = new ArrayList<String>();
        for (var entry : platform.sandbox().http().get("/control/book?provider=cloudpayments").expect(200).json().path("entries")) {
            if (mine.contains(entry.path("metadata").path("payment_id").asString(""))) {
                lines.add(entry.path("kind").asString() + " " + entry.path("amount").asString());
            }
        }
        return lines;
    }
}
