package io.kopeck.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.sandbox.Sandbox;
import io.kopeck.sandbox.SandboxOptions;
import io.kopeck.testing.Customer;
import io.kopeck.testing.Http;
import io.kopeck.testing.Http.Reply;
import io.kopeck.testing.Platform;
import io.kopeck.testing.TestPostgres;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Plants secrets everywhere, uses the platform well and badly, breaks the acquirer, and then looks for the secrets in
 * every line that was logged and in every problem that was answered.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SecrecyTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SHOP = "987654";

    /** Valid by the Luhn check, and no test card of anybody. */
    private static final String CARD = "4929748126035714";

    private final Canaries canaries = new Canaries();
    private final List<String> problems = new ArrayList<>();
    private final String secretKey = canaries.plant("acquirer's key", "test_canary_" + UUID.randomUUID());
    private final String wrongKey = canaries.plant("another acquirer's key", "test_canary_" + UUID.randomUUID());
    private Sandbox sandbox;
    private Platform platform;
    private LogCapture log;
    private Http root;

    @BeforeAll
    void useAndMisuse() {
        sandbox = Sandbox.start(SandboxOptions.defaults().withCredentials(SHOP, secretKey));
        var database = TestPostgres.fresh();
        canaries.plant("database password", database.password());
        canaries.plant("basic credentials", Base64.getEncoder().encodeToString((SHOP + ":" + secretKey).getBytes(StandardCharsets.UTF_8)));
        canaries.plant("superuser's password", "root-password-1");
        canaries.plant("superuser's address", "root@kopeck.test");
        platform = Platform.on(sandbox, database, properties(secretKey));
        log = new LogCapture();
        root = logIn("root@kopeck.test", "root-password-1", "superuser");
        var key = root.post("/api/v1/user/api-keys", Map.of("name", "canary", "scopes", List.of("read", "payments"))).expect(201).text("key");
        canaries.plant("service key", key);
        canaries.plant("service key's secret", key.substring(key.lastIndexOf('_') + 1));

        normalUse();
        failuresOfTheAcquirer();
        try (var misconfigured = platform.another(properties(wrongKey))) {
            log.debugOurs();
            refusedByTheAcquirer(misconfigured);
        }
        badInput();
        for (var jwk : Sql.texts(platform, "select private_jwk from identity.signing_key")) {
            canaries.plant("signing key", JSON.readTree(jwk).path("d").asString());
        }
        log.close(); // what is logged on purpose below is not in it
    }

    @AfterAll
    void stop() {
        platform.close();
        sandbox.close();
    }

    @Test
    void noLogLineHoldsASecret() {
        assertThat(log.lines()).hasSizeGreaterThan(100);
        assertThat(String.join("\n", log.lines())).contains("event=payment_unknown", "event=webhook_refused", "Tomcat started on port");
        assertThat(canaries.all().keySet()).hasSizeGreaterThan(15);

        assertThat(canaries.in(log.lines())).isEmpty();
    }

    @Test
    void noLogLineHoldsACardNumber() {
        var digits = Pattern.compile("(?<![\\w.-])(\\d[ -]?){15}\\d(?![\\w.-])");

        assertThat(log.lines().stream().filter(line -> digits.matcher(line).find())).isEmpty();
    }

    @Test
    void noProblemRepeatsASecret() {
        assertThat(problems).hasSizeGreaterThan(100);

        assertThat(canaries.in(problems)).isEmpty();
    }

    @Test
    void aLineWithASecretWouldBeFound() {
        var logger = LoggerFactory.getLogger("io.kopeck.edge.Careless");
        try (var careless = new LogCapture()) {
            logger.debug("event=deliberate card={}", CARD);
            logger.warn("event=deliberate", new IllegalStateException("refused with " + secretKey));

            assertThat(canaries.in(careless.lines())).hasSize(2).anyMatch(found -> found.startsWith("card number in:"))
                    .anyMatch(found -> found.startsWith("acquirer's key in:"));
        }
        assertThat(canaries.in(List.of("{\"detail\":\"" + wrongKey + "\"}"))).hasSize(1);
    }

    private static Map<String, String> properties(String acquirerKey) {
        return Map.of("YOOKASSA_SHOP_ID", SHOP, "YOOKASSA_SECRET_KEY", acquirerKey, "logging.level.root", "INFO", "logging.level.io.kopeck", "DEBUG");
    }

    private void normalUse() {
        var email = canaries.plant("customer's address", "canary-" + UUID.randomUUID() + "@edge.test");
        var password = canaries.plant("customer's password", "canary password " + UUID.randomUUID());
        var api = platform.http();
        var signedUp = keep(api.post("/api/v1/user/signup", Map.of("email", email, "password", password))).expect(201);
        canaries.plant("confirm token", signedUp.text("confirm_token"));
        keep(api.post("/api/v1/user/signup", Map.of("email", email, "password", password))).expect(409);
        keep(api.post("/api/v1/user/confirm", Map.of("token", signedUp.text("confirm_token")))).expect(200);
        keep(api.post("/api/v1/user/login", Map.of("email", email, "password", canaries.plant("wrong password", "wrong " + UUID.randomUUID())))).expect(401);
        var tokens = keep(api.post("/api/v1/user/login", Map.of("email", email, "password", password))).expect(200);
        canaries.plant("refresh token", tokens.text("refresh_token"));
        var refreshed = keep(api.post("/api/v1/user/refresh", Map.of("refresh_token", tokens.text("refresh_token")))).expect(200);
        canaries.plant("second refresh token", refreshed.text("refresh_token"));
        canaries.plant("second access token", refreshed.text("access_token"));
        keep(api.post("/api/v1/user/refresh", Map.of("refresh_token", tokens.text("refresh_token")))).expect(401);
        keep(api.post("/api/v1/user/password/forgot", Map.of("email", email))).expect(202);
        platform.settleDown();
        var mailed = new Http(sandbox.baseUri()).get("/control/mail?to=" + URLEncoder.encode(email, StandardCharsets.UTF_8)).expect(200).body();
        var link = Pattern.compile("[?&#]token=3?D?([A-Za-z0-9_-]{20,})").matcher(mailed.replace("=\\r\\n", ""));
        while (link.find()) {
            canaries.plant("mailed token " + link.start(), link.group(1));
        }
        var mine = logIn(email, password, "customer");
        var method = bind(mine, Customer.GOOD_CARD);
        keep(mine.post("/api/v1/billing/subscription", Map.of("tariff", Customer.WEEK, "payment_method", method))).expect(201);
        platform.settleDown();
        keep(mine.put("/api/v1/billing/cancel-subscription", null)).expect(200);
        platform.settleDown();
        keep(mine.put("/api/v1/billing/cancel-subscription", null));
    }

    /** Types a card, wrong and right, into the acquirer's page as a browser does. */
    private String bind(Http mine, String card) {
        var url = keep(mine.post("/api/v1/billing/payment-method", null)).expect(201).text("confirmation_url");
        canaries.plant("card number", CARD);
        form(url, CARD);
        canaries.plant("test card's number", card);
        var location = form(url, card).headers().get("location").getFirst();
        var path = location.replaceFirst("^http://[^/]+", "");
        keep(platform.http().with("Accept", "text/html").get(path)).expect(200);
        platform.settleDown();
        return keep(mine.get(path)).expect(200).text("id");
    }

    private static Reply form(String url, String card) {
        return Case.of("card", "POST", url, 303).with("Content-Type", "application/x-www-form-urlencoded")
                .body(java.net.http.HttpRequest.BodyPublishers.ofString("number=" + card + "&expiry=12%2F40&csc=123&save=1")).send(URI.create(url));
    }

    private void failuresOfTheAcquirer() {
        var anna = Customer.signedUp(platform);
        canaries.plant("second customer's address", anna.email());
        var method = anna.bind(Customer.OTHER_GOOD_CARD);
        canaries.plant("third card's number", Customer.OTHER_GOOD_CARD);
        keep(anna.subscribe(Customer.WEEK, method)).expect(201);
        for (var kind : List.of("lost_answer", "error_before", "error_after", "truncated", "reset", "rate_limit", "processing")) {
            platform.sandbox().fault("*", kind, "times", 3);
            platform.advance(Duration.ofDays(7));
            keep(anna.api().post("/api/v1/billing/pay-now", null));
            keep(anna.api().post("/api/v1/billing/payment-method", null));
            platform.sandbox().clearFaults();
            platform.advance(Duration.ofHours(3));
        }
        platform.sandbox().fault("charge", "decline", "reason", "insufficient_funds", "times", 2);
        platform.advance(Duration.ofDays(8));
        platform.sandbox().clearFaults();
        keep(platform.http().with("Authorization", "Bearer garbage-" + CARD).get("/api/v1/user/me")).expect(401);
    }

    /** A node with the wrong key: 401 from the acquirer. */
    private void refusedByTheAcquirer(Platform node) {
        var boris = Customer.signedUp(node);
        keep(boris.api().post("/api/v1/billing/payment-method", null));
        node.settleDown();
    }

    /** Each secret in each field, parameter, path and header, in good JSON and in bad. */
    private void badInput() {
        var document = ApiDocument.of(platform);
        var customer = Customer.signedUp(platform);
        for (var operation : document.operations()) {
            var staff = operation.path().matches("/api/v1/user/(roles|users|api-keys)(/.*)?");
            var http = staff ? root : customer.api();
            for (var secret : List.of(CARD, secretKey, canaries.all().get("customer's password"), canaries.all().get("service key"),
                    canaries.all().get("second access token"), canaries.all().get("customer's address"))) {
                misuse(http, operation, secret);
            }
        }
        for (var secret : canaries.all().values()) {
            keep(platform.http().with("Authorization", "Bearer " + secret.replace(' ', '_')).get("/api/v1/user/sessions"));
            keep(platform.http().with("Idempotency-Key", secret).with("Cookie", "a=" + secret).with("User-Agent", secret)
                    .post("/api/v1/billing/payment-method", Map.of("card", secret)));
            keep(platform.http().with("X-Forwarded-For", "203.0.113.9").post("/yookassa/webhook", Map.of("card", secret)));
            keep(platform.http().post("/yookassa/webhook", Map.of("type", "notification", "event", "payment.succeeded", "object",
                    Map.of("id", UUID.randomUUID().toString(), "status", "succeeded", "card", secret))));
        }
        for (var head : List.of("GET /<%s> HTTP/1.1\r\nHost: a\r\n", "GET / HTTP/1.1\r\nHost: a\r\nBad %s\r\n", "%s / HTTP/1.1\r\nHost: a\r\n",
                "GET / HTTP/1.1\r\nHost: %s!\r\n", "GET /?a=%s%%FF HTTP/1.1\r\nHost: a\r\n", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: x%s\r\n")) {
            problems.add(RawRequest.send(platform.baseUri(), head.formatted(CARD)));
        }
        platform.settleDown();
    }

    private void misuse(Http http, ApiDocument.Operation operation, String secret) {
        var encoded = URLEncoder.encode(secret, StandardCharsets.UTF_8).replace("+", "%20");
        var path = operation.path().replaceAll("\\{provider}", "yookassa").replaceAll("\\{\\w+}", encoded);
        if (operation.fields() == null) {
            boolean acts = operation.method().equals("POST") || operation.path().endsWith("/cancel-subscription");
            keep(http.send(operation.method(), path + "?product=" + encoded + "&page=" + encoded, acts ? "{\"card\":\"" + secret + "\"" : null));
            return;
        }
        var body = new LinkedHashMap<String, Object>();
        operation.fields().keySet().forEach(field -> body.put(field, secret));
        var json = JSON.writeValueAsString(body);
        keep(http.send(operation.method(), path, json));
        keep(http.send(operation.method(), path, json.substring(0, json.length() - 1)));
        keep(http.send(operation.method(), path, json.replace("\":\"", "\":{\"" + secret + "\":\"").replace("\",", "\"},")));
        keep(http.send(operation.method(), path, "{\"" + secret + "\":" + secret + "}"));
        keep(http.send(operation.method(), path, secret));
        keep(http.with("Content-Type", "text/plain").send(operation.method(), path, secret));
    }

    private Http logIn(String email, String password, String whose) {
        var tokens = platform.http().post("/api/v1/user/login", Map.of("email", email, "password", password)).expect(200);
        canaries.plant(whose + "'s access token", tokens.text("access_token"));
        return platform.http().with("Authorization", "Bearer " + tokens.text("access_token"));
    }

    /** Keeps what was refused, to be looked through. */
    private Reply keep(Reply answer) {
        if (answer.status() >= 400) {
            problems.add(answer.body() + " " + answer.headers());
        }
        return answer;
    }
}
