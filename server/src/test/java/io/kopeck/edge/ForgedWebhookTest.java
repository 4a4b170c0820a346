package io.kopeck.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.testing.Customer;
import io.kopeck.testing.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Notifications that nobody honest sends: refused, ignored, or taken for a hint and nothing more. */
final class ForgedWebhookTest {

    private final Platform platform = Platform.shared();
    private final DatabaseState before = DatabaseState.of(platform.database());

    static List<String> pathsOfStrangers() {
        return List.of("/api/v1/webhooks/yookassa", "/yookassa/webhook", "/api/v1/webhooks/nobody", "/api/v1/webhooks/yookassa%20");
    }

    @ParameterizedTest
    @MethodSource("pathsOfStrangers")
    void strangersAreRefused(String path) {
        var complaints = new ArrayList<String>();
        for (var address : List.of("203.0.113.9", "8.8.8.8", "2001:db8::1", "185.71.76.1, 203.0.113.9")) {
            var forged = Case.of("from " + address, "POST", path, 403).with("X-Forwarded-For", address).json(succeeded(UUID.randomUUID().toString()));
            complaints.addAll(ProblemCheck.complaints(forged, forged.send(platform.baseUri()), 0));
        }

        assertThat(complaints).isEmpty();
        assertUnchanged();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nope", "{", "[]", "null", "{}", "{\"type\":\"notification\"}", "{\"type\":\"notification\",\"event\":\"payment.succeeded\"}",
            "{\"type\":\"notification\",\"event\":\"payment.succeeded\",\"object\":{\"id\":\"'; drop table payments.webhook; --\"}}",
            "{\"type\":\"notification\",\"event\":\"payment.succeeded\",\"object\":{\"id\":{\"a\":1}}}",
            "{\"type\":\"notification\",\"event\":\"<script>\",\"object\":{\"id\":\"1\"}}", "{\"type\":\"notification\",\"event\":\"deal.closed\",\"object\":{\"id\":\"1\"}}"})
    void whatNobodyCanUseIsAcknowledgedAndForgotten(String body) {
        platform.http().with("Content-Type", "application/json").post("/api/v1/webhooks/yookassa", body).expect(200);

        assertUnchanged();
    }

    @Test
    void deepNestingIsForgottenToo() {
        platform.http().post("/api/v1/webhooks/yookassa", "[".repeat(100_000)).expect(200);

        assertUnchanged();
    }

    @Test
    void tooLongIsRefused() {
        var body = "{\"pad\":\"" + "x".repeat(256 * 1024) + "\"}";
        for (var wrong : List.of(Case.of("long", "POST", "/yookassa/webhook", 413).json(body), Case.of("chunks", "POST", "/yookassa/webhook", 413).chunked(body))) {
            assertThat(ProblemCheck.complaints(wrong, wrong.send(platform.baseUri()), 0)).isEmpty();
        }

        assertUnchanged();
    }

    @Test
    void successThatTheAcquirerDoesNotConfirmPaysForNothing() {
        var anna = Customer.signedUp(platform);
        var begun = anna.api().post("/api/v1/billing/payment-method", null).expect(201);
        platform.settleDown();
        var book = platform.sandbox().book();
        var notYetPaid = DatabaseState.of(platform.database());

        for (var id : List.of(Customer.lastSegment(begun.text("confirmation_url")), UUID.randomUUID().toString())) {
            platform.http().post("/api/v1/webhooks/yookassa", succeeded(id)).expect(200);
            platform.http().post("/api/v1/webhooks/yookassa", refunded(id)).expect(200);
        }
        platform.settleDown();

        assertThat(Sql.text(platform, "select state from payments.payment where customer_id = '" + anna.id() + "'")).isEqualTo("pending");
        assertThat(platform.sandbox().book()).isEqualTo(book);
        // The inbox grows, asking the acquirer moves the moment of the next question, and cursors read on.
        assertThat(DatabaseState.of(platform.database()).changesSince(notYetPaid).keySet()).contains("payments.webhook")
                .isSubsetOf("payments.webhook", "payments.attempt", "platform.event_cursor");
    }

    private void assertUnchanged() {
        assertThat(DatabaseState.of(platform.database()).changesSince(before)).isEmpty();
    }

    private static String succeeded(String id) {
        return json("payment.succeeded", id);
    }

    private static String refunded(String id) {
        return json("refund.succeeded", id);
    }

    private static String json(String event, String id) {
        return """
                {"type":"notification","event":"%s","object":{"id":"%s","status":"succeeded","paid":true,"payment_id":"%s",
                "amount":{"value":"1000000.00","currency":"RUB"},"income_amount":{"value":"1000000.00","currency":"RUB"}}}""".formatted(event, id, id);
    }
}
