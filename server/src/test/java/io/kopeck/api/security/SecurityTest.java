package io.kopeck.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.identity.IdentityServer;
import io.kopeck.testing.TestPostgres;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SecurityTest {

    private final IdentityServer server = IdentityServer.shared();

    @ParameterizedTest
    @CsvSource({
            "GET, /api/v1/user/me", "GET, /api/v1/user/sessions", "POST, /api/v1/user/logout", "POST, /api/v1/user/password/change",
            "GET, /api/v1/anything/at/all", "POST, /api/v1/billing/tariffs", "GET, /api/v1/billing/probe", "GET, /api/v1/user/roles",
            "GET, /api/v1/billing/approve-payment/a/b", "GET, /api/v1", "DELETE, /api/v1/user/sessions/1", "OPTIONS, /api/v1/user/me"})
    void everythingElseUnderTheApiNeedsACaller(String method, String path) {
        var answer = server.call(method, path, null).expectProblem(401, "unauthorized");

        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "/api/v1/openapi.json", "/actuator/health", "/actuator/health/liveness", "/actuator/prometheus", "/.well-known/jwks.json",
            "/api/v1/billing/tariffs", "/api/v1/billing/approve-payment/0123", "/api/v1/billing/approve-payment-method/0123",
            "/api/v1/yookassa/health", "/api/v1/openapi.json/swagger-config", "/api/swagger-ui/index.html"})
    void publicPathsNeedNone(String path) {
        server.get(path).expect(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing-here", "/admin-of-something", "/sandbox/clock", "/actuator2", "/assets/none.css", "/api/none"})
    void unknownPathsAreProblems(String path) {
        server.get(path).expectProblem(404, "not_found");
    }

    @Test
    void everyRefusalIsAProblemDocument() {
        var logIn = server.newLogIn();

        server.get("/api/v1/user/me").expectProblem(401, "unauthorized");
        server.get("/api/v1/user/me").bearer("nonsense").expectProblem(401, "invalid_token");
        server.get("/api/v1/user/me").bearer("not a/token at all").expectProblem(401, "invalid_token");
        server.get("/api/v1/user/roles").as(logIn).expectProblem(403, "forbidden");
        server.get("/api/v1/nothing").as(logIn).expectProblem(404, "not_found");
        server.get("/api/v1/user/login").expectProblem(405, "method_not_allowed");
        server.call("PATCH", "/api/v1/user/me", BodyPublishers.ofString("{}")).as(logIn).expectProblem(405, "method_not_allowed");
        server.get("/api/v1/user/me").as(logIn).header("Accept", "image/png").expectProblem(406, "not_acceptable");
        server.call("POST", "/api/v1/user/login", BodyPublishers.ofString("x".repeat(70_000))).expectProblem(413, "too_large");
        server.call("POST", "/api/v1/user/login", BodyPublishers.ofString("email=a")).header("Content-Type", "text/plain")
                .expectProblem(415, "unsupported_media_type");
        server.call("POST", "/api/v1/user/login", BodyPublishers.ofString("email=a")).header("Content-Type", "application/x-www-form-urlencoded")
                .expectProblem(415, "unsupported_media_type");
        server.call("POST", "/api/v1/user/login", BodyPublishers.ofString("{\"email\":")).expectProblem(400, "malformed_json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1//user/me", "/api/v1/user/../user/me", "/api/v1/user;x=1/me", "/api/v1/user/%2e%2e/me", "/billing/../admin",
            "/api/v1/user/%00", "/api/v1%2fuser/me"})
    void crookedPathsAreRefused(String path) throws IOException {
        var answer = raw("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400");
    }

    @Test
    void answersOfTheApiCarryStrictHeaders() {
        for (var answer : List.of(
                server.get("/api/v1/user/me").as(server.newLogIn()).expect(200),
                server.get("/api/v1/user/me").expect(401),
                server.get("/nothing").expect(404),
                server.call("POST", "/api/v1/user/login", BodyPublishers.ofString("x".repeat(70_000))).expect(413))) {
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
            assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
            assertThat(answer.header("Content-Security-Policy")).startsWith("default-src 'none';");
            assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
            assertThat(answer.header("Strict-Transport-Security")).isNull();
            assertThat(answer.header("Set-Cookie")).isNull();
        }
    }

    @Test
    void strictTransportIsAskedForBehindHttps() {
        var answer = server.get("/nothing").header("X-Forwarded-Proto", "https").expect(404);

        assertThat(answer.header("Strict-Transport-Security")).isEqualTo("max-age=31536000");
    }

    @Test
    void documentationPageMayRunItsOwnScripts() {
        var page = server.get("/api/swagger-ui/index.html").expect(200);

        assertThat(page.header("Content-Security-Policy")).contains("script-src 'self'").doesNotContain("script-src 'self' 'unsafe");
        assertThat(server.get("/api/docs").send().header("Location")).endsWith("/api/swagger-ui/index.html");
    }

    @Test
    void metricsAreForThisMachineUnlessConfigured() {
        server.get("/actuator/prometheus").expect(200);
        server.get("/actuator/prometheus").from("203.0.113.9").expectProblem(401, "unauthorized");
        server.get("/actuator/prometheus").from("203.0.113.9").as(server.newLogIn()).expectProblem(403, "forbidden");

        try (var open = IdentityServer.start(TestPostgres.fresh(), Map.of(
                "SUPERUSER_PASSWORD", IdentityServer.SUPERUSER_PASSWORD, "METRICS_PUBLIC", "true"))) {
            open.get("/actuator/prometheus").from("203.0.113.9").expect(200);
        }
    }

    @Test
    void otherActuatorEndpointsAreClosed() {
        server.get("/actuator/env").as(server.superuser()).expectProblem(403, "forbidden");
        server.get("/actuator").expectProblem(401, "unauthorized");
    }

    @Test
    void credentialInTheAddressIsNotLookedAt() {
        server.get("/api/v1/user/me?access_token=" + server.newLogIn().accessToken()).expectProblem(401, "unauthorized");
    }

    @Test
    void callerIsNoParameterOfTheDocumentedApi() {
        var document = server.get("/api/v1/openapi.json").expect(200);

        assertThat(document.json().get("paths").propertyNames()).contains("/api/v1/user/me", "/api/v1/user/login", "/.well-known/jwks.json");
        assertThat(document.body()).doesNotContain("staffRoles").doesNotContain("staff_roles").doesNotContain("\"caller\"");
    }

    @Test
    void publicEndpointsKnowACallerWhoShowsOne() {
        var logIn = server.newLogIn();

        assertThat(server.get("/api/v1/billing/tariffs").expect(200).text("caller")).isEqualTo("nobody");
        assertThat(server.get("/api/v1/billing/tariffs").as(logIn).expect(200).text("caller"))
                .isEqualTo(server.get("/api/v1/user/me").as(logIn).expect(200).text("id"));
    }

    private String raw(String request) throws IOException {
        try (var socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
