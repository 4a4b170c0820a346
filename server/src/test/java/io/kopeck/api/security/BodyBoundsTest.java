package io.kopeck.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.identity.IdentityServer;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BodyBoundsTest {

    private static final int JSON_MAX = 64 * 1024;
    private static final int WEBHOOK_MAX = 256 * 1024;

    private final IdentityServer server = IdentityServer.shared();

    @Test
    void boundsBodiesWithAndWithoutAKnownLength() {
        var logIn = server.newLogIn();

        server.call("POST", "/api/v1/probe/echo", sized(JSON_MAX)).as(logIn).expect(200);
        server.call("POST", "/api/v1/probe/echo", sized(JSON_MAX + 1)).as(logIn).expectProblem(413, "too_large");
        server.call("POST", "/api/v1/probe/echo", chunked(JSON_MAX)).as(logIn).expect(200);
        server.call("POST", "/api/v1/probe/echo", chunked(JSON_MAX + 1)).as(logIn).expectProblem(413, "too_large");
    }

    @Test
    void webhooksMayBeLarger() {
        assertThat(server.call("POST", "/api/v1/webhooks/any", sized(WEBHOOK_MAX)).expect(200).json().get("length").asInt()).isEqualTo(WEBHOOK_MAX);
        server.call("POST", "/api/v1/webhooks/any", sized(WEBHOOK_MAX + 1)).expectProblem(413, "too_large");
        server.call("POST", "/api/v1/webhooks/any", chunked(WEBHOOK_MAX + 1)).expectProblem(413, "too_large");
        server.call("POST", "/yookassa/webhook", sized(WEBHOOK_MAX)).expect(200);
        server.call("POST", "/yookassa/webhook", sized(WEBHOOK_MAX + 1)).expectProblem(413, "too_large");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"email\":\"a\\u0000@example.com\"}", "{\"email\":\"\\ud800\"}", "{\"a\u0000\":1}", "{\"\\u0000\":1}"})
    void textThatCannotBeStoredIsRefused(String json) {
        server.call("POST", "/api/v1/user/signup", BodyPublishers.ofString(json)).expectProblem(400, "invalid_text");
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        server.call("POST", "/api/v1/user/signup", BodyPublishers.ofByteArray("{\"email\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1)))
                .expectProblem(400, "invalid_text");
        server.call("POST", "/api/v1/user/signup", BodyPublishers.ofByteArray("{\"email\":\"a\"}".getBytes(StandardCharsets.UTF_16)))
                .expectProblem(400, "invalid_text");
    }

    @Test
    void addressesThatCannotBeReadAreRefused() {
        server.get("/api/v1/user/users?search=%00").as(server.superuser()).expectProblem(400, "invalid_text");
        server.get("/api/v1/user/users?search=%ED%A0%80").as(server.superuser()).expectProblem(400, "invalid_parameter");
        server.get("/api/v1/user/users?search=%FF").as(server.superuser()).expectProblem(400, "invalid_parameter");
        server.get("/api/v1/user/users?search=%D0%98&&x").as(server.superuser()).expect(200);
        server.call("POST", "/api/v1/webhooks/any?a=%FF", BodyPublishers.ofString("b=1"))
                .header("Content-Type", "application/x-www-form-urlencoded").expectProblem(400, "invalid_parameter");
    }

    @Test
    void textOfAllKindsPassesUnchanged() {
        var text = "Привет, 世界 😀 \u0001 \\u0000";

        var answer = server.post("/api/v1/probe/echo", Map.of("text", text)).as(server.newLogIn()).expect(200);

        assertThat(answer.text("text")).isEqualTo(text);
    }

    @Test
    void formsAreReadableAsParametersAndAsBytes() {
        var form = "InvId=42&OutSum=99.99&Name=%D0%98%D0%B2%D0%B0%D0%BD+%D0%98.&x=1&x=2&empty=&flag";

        var answer = server.call("POST", "/api/v1/webhooks/robokassa?x=0", BodyPublishers.ofString(form))
                .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8").expect(200).json();

        assertThat(answer.get("length").asInt()).isEqualTo(form.length());
        var fields = answer.get("fields");
        assertThat(fields.get("InvId").stringValue()).isEqualTo("42");
        assertThat(fields.get("Name").stringValue()).isEqualTo("Иван И.");
        assertThat(fields.get("x").stringValue()).isEqualTo("0|1|2");
        assertThat(fields.get("empty").stringValue()).isEmpty();
        assertThat(fields.get("flag").stringValue()).isEmpty();
    }

    @Test
    void brokenFormsAreRefused() {
        form("a=%00").expectProblem(400, "invalid_text");
        form("a=%zz").expectProblem(400, "malformed_body");
        form("a=1&".repeat(2000)).expectProblem(400, "malformed_body");
        form("").expect(200);
    }

    private IdentityServer.Call form(String body) {
        return server.call("POST", "/api/v1/webhooks/robokassa", BodyPublishers.ofString(body))
                .header("Content-Type", "application/x-www-form-urlencoded");
    }

    private static BodyPublisher sized(int bytes) {
        return BodyPublishers.ofString(json(bytes));
    }

    private static BodyPublisher chunked(int bytes) {
        return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(json(bytes).getBytes(StandardCharsets.US_ASCII)));
    }

    private static String json(int bytes) {
        return "{\"text\":\"" + "x".repeat(bytes - 11) + "\"}";
    }
}
