package io.kopeck.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.testing.Customer;
import io.kopeck.testing.Journey;
import io.kopeck.testing.Platform;
import io.kopeck.testing.RawSql;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** A role in the operator's own auth service follows the subscription, by signed calls that are repeated until they arrive. */
class ExternalRoleJourneyTest {

    private static final String SECRET = "an-auth-secret-of-32-characters!";
    private static final String ROLE = "0d8a3b1e-9f6c-4f0e-8b58-0d6f1f1d7c55";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static AuthServiceStub service;
    private static Platform platform;

    @BeforeAll
    static void start(@TempDir Path directory) throws IOException {
        service = new AuthServiceStub();
        var catalog = directory.resolve("catalog.yaml");
        try (var demo = ExternalRoleJourneyTest.class.getResourceAsStream("/catalog.yaml")) {
            var text = new String(demo.readAllBytes(), StandardCharsets.UTF_8);
            Files.writeString(catalog, text.replace("      - role: subscriber\n",
                    "      - role: subscriber\n      - external_role: SUBSCRIBER_ROLE_ID\n"));
        }
        platform = Platform.start(Map.of(
                "AUTH_URL", service.url(), "AUTH_SECRET", SECRET, "SUBSCRIBER_ROLE_ID", ROLE, "CATALOG_FILE", catalog.toString()));
    }

    @AfterAll
    static void stop() {
        platform.close();
        service.close();
    }

    @Test
    void tellsTheServiceWhoGetsAndWhoLosesTheRole() throws Exception {
        service.answerWith(204);
        var anna = Journey.begin(platform);
        anna.subscribe(Customer.WEEK, anna.bind(Customer.GOOD_CARD)).expect(201);
        anna.expect("active", true, "PaymentSucceeded", "SubscriptionStarted", "GrantGiven", "GrantGiven");

        var grant = onlyCallAbout(anna, 0);

        assertThat(grant.method()).isEqualTo("POST");
        assertThat(JSON.readTree(grant.body())).isEqualTo(body(anna, "grant"));
        assertThat(grant.signature()).isEqualTo("v1," + signature(grant));
        assertThat(Long.parseLong(grant.timestamp())).isBetween(platform.now().getEpochSecond() - 120, platform.now().getEpochSecond());

        anna.advance(Duration.ofDays(3));
        anna.cancel().expect(200);
        anna.expect("no_auto_payment", true, "AutoPaymentStopped");
        anna.advance(Duration.ofDays(4));
        anna.expect("expired", false, "SubscriptionExpired", "GrantTaken", "GrantTaken");
        var revoke = onlyCallAbout(anna, 1);
        assertThat(JSON.readTree(revoke.body())).isEqualTo(body(anna, "revoke"));
        assertThat(revoke.signature()).isEqualTo("v1," + signature(revoke));
        assertThat(revoke.id()).isNotEqualTo(grant.id());
    }

    @Test
    void repeatsTheCallUntilTheServiceAcknowledges() {
        service.answerWith(503);
        var boris = Journey.begin(platform);
        boris.subscribe(Customer.WEEK, boris.bind(Customer.GOOD_CARD)).expect(201);
        boris.expect("active", true, "PaymentSucceeded", "SubscriptionStarted", "GrantGiven");
        boris.advance(Duration.ofHours(3));
        int refused = callsAbout(boris);
        assertThat(refused).isGreaterThan(3);
        assertThat(actual(boris)).isEqualTo("f");

        service.answerWith(200);
        boris.advance(Duration.ofHours(1));

        boris.expect("active", true, "GrantGiven");
        assertThat(callsAbout(boris)).isEqualTo(refused + 1);
        assertThat(actual(boris)).isEqualTo("t");
        boris.advance(Duration.ofHours(5));
        assertThat(callsAbout(boris)).isEqualTo(refused + 1);
    }

    @Test
    void tellsNothingWhenTheRoleIsLostBeforeItWasEverGiven() {
        service.answerWith(500);
        var vera = Journey.begin(platform);
        vera.subscribe(Customer.WEEK, vera.bind(Customer.GOOD_CARD)).expect(201);
        vera.expect("active", true, "PaymentSucceeded", "SubscriptionStarted", "GrantGiven");
        vera.cancel().expect(200);
        vera.expect("canceled", false, "SubscriptionCanceled", "RefundSucceeded", "GrantTaken");
        int told = callsAbout(vera);

        service.answerWith(200);
        vera.advance(Duration.ofHours(2));

        vera.expect("canceled", false);
        assertThat(callsAbout(vera)).isEqualTo(told);
    }

    private static AuthServiceStub.Call onlyCallAbout(Journey journey, int earlier) {
        var calls = service.calls().stream().filter(call -> call.body().contains(journey.customer().id().toString())).toList();
        assertThat(calls).hasSize(earlier + 1);
        return calls.get(earlier);
    }

    private static int callsAbout(Journey journey) {
        return (int) service.calls().stream().filter(call -> call.body().contains(journey.customer().id().toString())).count();
    }

    private static String actual(Journey journey) {
        return new RawSql(platform.database()).text(
                "select actual from access.granted where customer_id = ? and kind = 'external_role'", journey.customer().id());
    }

    private static Object body(Journey journey, String action) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("customer_id", journey.customer().id().toString());
        fields.put("role_id", ROLE);
        fields.put("action", action);
        return JSON.valueToTree(fields);
    }

    private static String signature(AuthServiceStub.Call call) throws Exception {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        var content = call.id() + "." + call.timestamp() + "." + call.body();
        return Base64.getEncoder().encodeToString(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
    }
}
