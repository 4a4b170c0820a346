package io.kopeck.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import io.kopeck.kernel.CustomerId;
import io.kopeck.testing.TestPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ExternalIssuerTest {

    private static final String AUDIENCE = "our-service";

    private final AtomicInteger failuresLeft = new AtomicInteger();
    private RSAKey key;
    private HttpServer issuer;
    private String issuerUrl;
    private IdentityServer server;

    @BeforeAll
    void startIssuer() throws IOException, JOSEException {
        key = new RSAKeyGenerator(2048).keyID("issuer-key-1").generate();
        issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuerUrl = "http://127.0.0.1:" + issuer.getAddress().getPort();
        serve("/.well-known/openid-configuration", "{\"issuer\":\"" + issuerUrl + "\",\"jwks_uri\":\"" + issuerUrl + "/keys\"}");
        serve("/keys", new JWKSet(key.toPublicJWK()).toString());
        issuer.start();
        server = IdentityServer.start(TestPostgres.fresh(), Map.of(
                "SUPERUSER_PASSWORD", IdentityServer.SUPERUSER_PASSWORD, "OIDC_ISSUER", issuerUrl, "OIDC_AUDIENCE", AUDIENCE));
    }

    @AfterAll
    void stop() {
        server.close();
        issuer.stop(0);
    }

    @Test
    void subjectBecomesACustomerAtFirstSightAndStaysTheSame() throws Exception {
        var token = token(claims("subject-1").claim("email", "Anna@Example.com").claim("email_verified", true).build());

        var first = server.get("/api/v1/user/me").bearer(token).expect(200);
        var second = server.get("/api/v1/user/me").bearer(token).expect(200);
        var other = server.get("/api/v1/user/me").bearer(token(claims("subject-2").build())).expect(200);

        assertThat(first.text("email")).isEqualTo("anna@example.com");
        assertThat(first.json().get("confirmed").asBoolean()).isTrue();
        assertThat(second.text("id")).isEqualTo(first.text("id")).isNotEqualTo(other.text("id"));
        server.post("/api/v1/probe/pay", Map.of()).bearer(token).expect(200);
        assertThat(server.bean(Users.class).email(new CustomerId(UUID.fromString(first.text("id"))))).contains("anna@example.com");
    }

    @Test
    void parallelFirstRequestsMakeOneCustomer() throws Exception {
        var token = token(claims("subject-parallel").claim("email", "p@example.com").claim("email_verified", true).build());
        Callable<String> me = () -> server.get("/api/v1/user/me").bearer(token).expect(200).text("id");

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var ids = threads.invokeAll(IntStream.range(0, 8).mapToObj(_ -> me).toList()).stream().map(done -> done.resultNow()).distinct().toList();

            assertThat(ids).hasSize(1);
        }
    }

    @Test
    void unverifiedAddressIsNeitherKeptNorGoodForPaying() throws Exception {
        var unverified = token(claims("subject-3").claim("email", "maybe@example.com").claim("email_verified", false).build());

        var me = server.get("/api/v1/user/me").bearer(unverified).expect(200);
        server.post("/api/v1/probe/pay", Map.of()).bearer(unverified).expectProblem(403, "email_not_confirmed");
        var verified = token(claims("subject-3").claim("email", "maybe@example.com").claim("email_verified", true).build());
        server.post("/api/v1/probe/pay", Map.of()).bearer(verified).expect(200);

        assertThat(me.json().get("email").isNull()).isTrue();
        assertThat(me.json().get("confirmed").asBoolean()).isFalse();
        assertThat(server.get("/api/v1/user/me").bearer(verified).expect(200).text("email")).isEqualTo("maybe@example.com");
    }

    @Test
    void verifiedAddressDoesNotOpenTheAccountOfALocalUser() throws Exception {
        var local = server.newPerson();

        var external = server.get("/api/v1/user/me").bearer(token(claims("subject-4").claim("email", local.email()).claim("email_verified", true).build()))
                .expect(200);

        assertThat(external.text("id")).isNotEqualTo(local.id());
        server.logIn(local.email(), IdentityServer.PASSWORD);
    }

    @Test
    void staffRolesAreNotTakenFromOutsideButCanBeGivenHere() throws Exception {
        var token = token(claims("subject-5").claim("email_verified", true).claim("roles", List.of("superuser")).claim("scope", "admin").build());
        var id = server.get("/api/v1/user/me").bearer(token).expect(200).text("id");

        server.get("/api/v1/user/roles").bearer(token).expectProblem(403, "forbidden");
        server.put("/api/v1/user/users/" + id + "/roles", Map.of("roles", List.of("superuser"))).as(server.superuser()).expect(200);

        server.get("/api/v1/user/roles").bearer(token).expect(200);
    }

    @Test
    void refusesTokensOfTheWrongKeyAudienceTimeOrKind() throws Exception {
        var now = server.clock().instant();
        var otherKey = new RSAKeyGenerator(2048).keyID(key.getKeyID()).generate();
        var good = claims("subject-6").build();

        refuse(signed(good, otherKey));
        refuse(token(claims("subject-6").audience("another").build()));
        refuse(token(claims("subject-6").expirationTime(Date.from(now.minus(Duration.ofMinutes(2)))).build()));
        refuse(token(claims("subject-6").expirationTime(null).build()));
        refuse(token(claims("subject-6").notBeforeTime(Date.from(now.plus(Duration.ofMinutes(2)))).build()));
        refuse(token(claims(null).build()));
        refuse(token(claims("s".repeat(256)).build()));
        refuse(new PlainJWT(good).serialize());
        var confused = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(key.getKeyID()).build(), good);
        confused.sign(new MACSigner(key.toPublicJWK().toJSONString()));
        refuse(confused.serialize());
    }

    @Test
    void ourOwnTokensStillWorkBesides() {
        server.get("/api/v1/user/me").as(server.newLogIn()).expect(200);
    }

    @Test
    void externalUserHasNoSessionsAndNoPasswordHere() throws Exception {
        var token = token(claims("subject-7").claim("email_verified", true).build());

        assertThat(server.get("/api/v1/user/sessions").bearer(token).expect(200).json().get("count").asInt()).isZero();
        server.call("POST", "/api/v1/user/logout", null).bearer(token).expect(204);
        server.post("/api/v1/user/password/change", Map.of("old_password", IdentityServer.PASSWORD, "new_password", "something else"))
                .bearer(token).expectProblem(403, "wrong_password");
    }

    @Test
    void issuerThatCannotBeReachedIsNoReasonToCallATokenBad() throws Exception {
        try (var fresh = IdentityServer.start(TestPostgres.fresh(), Map.of(
                "SUPERUSER_PASSWORD", IdentityServer.SUPERUSER_PASSWORD, "OIDC_ISSUER", issuerUrl, "OIDC_AUDIENCE", AUDIENCE,
                "OIDC_JWKS_URL", issuerUrl + "/keys"))) {
            var token = token(claims("subject-8").build());

            failuresLeft.set(1);
            var refused = fresh.get("/api/v1/user/me").bearer(token).expectProblem(503, "issuer_unavailable");
            failuresLeft.set(0);

            assertThat(refused.header("Retry-After")).isNotNull();
            fresh.get("/api/v1/user/me").bearer(token).expect(200);
        }
    }

    private void refuse(String token) {
        server.get("/api/v1/user/me").bearer(token).expectProblem(401, "invalid_token");
    }

    private JWTClaimsSet.Builder claims(String subject) {
        return new JWTClaimsSet.Builder()
                .issuer(issuerUrl)
                .audience(AUDIENCE)
                .subject(subject)
                .expirationTime(Date.from(server.clock().instant().plus(Duration.ofMinutes(5))));
    }

    private String token(JWTClaimsSet claims) throws JOSEException {
        return signed(claims, key);
    }

    private static String signed(JWTClaimsSet claims, RSAKey key) throws JOSEException {
        var jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims);
        jwt.sign(new RSASSASigner(key));
        return jwt.serialize();
    }

    private void serve(String path, String body) {
        issuer.createContext(path, exchange -> {
            boolean fails = failuresLeft.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
            var bytes = (fails ? "no" : body).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(fails ? 500 : 200, bytes.length);
            try (var out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        });
    }
}
