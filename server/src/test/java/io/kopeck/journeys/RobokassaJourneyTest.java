package io.kopeck.journeys;

import static io.kopeck.testing.Customer.GOOD_CARD;
import static io.kopeck.testing.Customer.WEEK;
import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.sandbox.Sandbox;
import io.kopeck.sandbox.SandboxOptions;
import io.kopeck.testing.Customer;
import io.kopeck.testing.EventProbe;
import io.kopeck.testing.Platform;
import io.kopeck.testing.TestPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cinema at Robokassa: links nobody is asked for, charges that are pending first, and test payments nobody can ask about. */
class RobokassaJourneyTest {

    @TempDir
    Path directory;

    /** One for each test: a number is used once in a shop, and each database counts anew. */
    private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void bindsCardAndRenewsOnFirstPaymentThoughTheAnswerIsLost() {
        try (var platform = platform(Map.of())) {
            var anna = Customer.signedUp(platform);
            var events = new EventProbe(platform, anna.id());
            var begun = anna.api().post("/api/v1/billing/payment-method", null).expect(201);
            pay(platform, begun.text("confirmation_url"), "");
            platform.advance(Duration.ofMinutes(1));
            events.expectExactly("PaymentConfirmationNeeded", "PaymentSucceeded", "MethodSaved", "RefundSucceeded");
            var methods = anna.api().get("/api/v1/billing/payment-method").expect(200).json().path("results");
            var method = methods.path(0).path("id").asString();

            anna.subscribe(WEEK, method).expect(202);
            platform.advance(Duration.ofMinutes(1));
            assertThat(anna.status()).isEqualTo("active");
            platform.sandbox().http().post("/control/faults", Map.of(
                    "provider", "robokassa", "operation", "charge", "kind", "lost_answer", "times", 1)).expect(201);
            platform.advance(Duration.ofDays(7).plusMinutes(5));

            assertThat(anna.status()).isEqualTo("active");
            events.expectExactly("PaymentSucceeded", "SubscriptionStarted", "GrantGiven", "PaymentSucceeded", "SubscriptionRenewed");
            assertThat(platform.sandbox().http().get("/control/book?provider=robokassa").expect(200).json().path("entries"))
                    .extracting(entry -> entry.path("kind").asString() + " " + entry.path("amount").asString())
                    .containsExactly("charge 1.00", "refund 1.00", "charge 99.99", "charge 99.99");
        }
    }

    @Test
    void believesTestPaymentsNotificationInTestShop() {
        try (var platform = platform(Map.of("ROBOKASSA_IS_TEST", "1"))) {
            var anna = Customer.signedUp(platform);
            var events = new EventProbe(platform, anna.id());
            var begun = anna.api().post("/api/v1/billing/payment-method", null).expect(201);

            pay(platform, begun.text("confirmation_url"), "test-");

            events.expectExactly("PaymentConfirmationNeeded", "PaymentSucceeded");
        }
    }

    private static void pay(Platform platform, String url, String prefix) {
        var number = url.substring(url.lastIndexOf('=') + 1);
        platform.sandbox().http()
                .post("/control/pay/robokassa/" + prefix + number, Map.of("card", GOOD_CARD, "url", url))
                .expect(200);
        platform.settleDown();
    }

    private Platform platform(Map<String, String> more) {
        var properties = new LinkedHashMap<>(more);
        properties.put("CATALOG_FILE", catalog().toString());
        return Platform.on(sandbox, TestPostgres.fresh(), properties);
    }

    /** The demo catalog, the cinema paid through Robokassa. */
    private Path catalog() {
        try (var demo = getClass().getResourceAsStream("/catalog.yaml")) {
            var text = new String(demo.readAllBytes(), StandardCharsets.UTF_8)
                    .replaceFirst("account: yookassa", "account: robokassa");
            return Files.writeString(directory.resolve("catalog.yaml"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
