package io.kopeck.identity;

import static io.kopeck.identity.internal.db.Tables.SIGNING_KEY;
import static io.kopeck.identity.internal.db.Tables.USER_ACCOUNT;
import static io.kopeck.identity.internal.db.Tables.USER_ROLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kopeck.testing.TestPostgres;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.springframework.boot.logging.LoggingSystem;

final class FirstStartTest {

    private static final Pattern PRINTED = Pattern.compile("The superuser is admin@kopeck\\.local, its password is (\\S+)");

    @Test
    void twoNodesThatStartTogetherMakeEachThingOnceAndPrintOnePassword() throws Exception {
        var database = TestPostgres.fresh();
        var printed = new ByteArrayOutputStream();
        var before = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE); // two starts in one JVM would share its settings
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<IdentityServer> start = () -> IdentityServer.start(database, Map.of());
            var first = threads.submit(start);
            var second = threads.submit(start);
            try (var one = first.get(); var other = second.get()) {
                System.setOut(before);
                var password = PRINTED.matcher(printed.toString(StandardCharsets.UTF_8)).results().toList();

                assertThat(password).hasSize(1);
                var logIn = one.logIn("admin@kopeck.local", password.getFirst().group(1));
                other.get("/api/v1/user/roles").as(logIn).expect(200);
                var db = one.bean(DSLContext.class);
                assertThat(db.fetchCount(USER_ROLE)).isEqualTo(1);
                assertThat(db.fetchCount(USER_ACCOUNT)).as("the superuser and the demo customer").isEqualTo(2);
                assertThat(db.fetchCount(SIGNING_KEY)).isEqualTo(1);
            }
        } finally {
            System.clearProperty(LoggingSystem.SYSTEM_PROPERTY);
            System.setOut(before);
        }
    }

    @Test
    void demoCustomerOfTheSandboxIsConfirmed() {
        var server = IdentityServer.shared();

        var me = server.get("/api/v1/user/me").as(server.logIn("demo@kopeck.local", "demo-kopeck")).expect(200);

        assertThat(me.json().get("confirmed").asBoolean()).isTrue();
        assertThat(me.json().get("roles")).isEmpty();
    }

    @Test
    void productionHasNoDemoCustomerShowsNoTokenAndALaterStartChangesNothing() {
        var database = TestPostgres.fresh();
        var production = Map.of("ENV", "production", "YOOKASSA_API_URL", "https://api.yookassa.ru/v3",
                "SUPERUSER_EMAIL", "root@example.com", "SUPERUSER_PASSWORD", "the first password");
        try (var server = IdentityServer.start(database, production)) {
            server.logIn("root@example.com", "the first password");
            server.post("/api/v1/user/login", Map.of("email", "demo@kopeck.local", "password", "demo-kopeck"))
                    .expectProblem(401, "wrong_credentials");
            var signedUp = server.post("/api/v1/user/signup", Map.of("email", "new@example.com", "password", IdentityServer.PASSWORD)).expect(201);
            assertThat(signedUp.json().propertyNames()).containsExactly("id", "email", "confirmed");
        }

        try (var server = IdentityServer.start(database, Map.of("SUPERUSER_EMAIL", "other@example.com", "SUPERUSER_PASSWORD", "another password"))) {
            server.logIn("root@example.com", "the first password");
            server.post("/api/v1/user/login", Map.of("email", "other@example.com", "password", "another password"))
                    .expectProblem(401, "wrong_credentials");
        }
    }

    @Test
    void lastSuperuserStaysOne() {
        try (var server = IdentityServer.start(TestPostgres.fresh(), Map.of("SUPERUSER_PASSWORD", IdentityServer.SUPERUSER_PASSWORD))) {
            var superuser = server.superuser();
            var own = server.get("/api/v1/user/me").as(superuser).expect(200).text("id");
            var path = "/api/v1/user/users/" + own + "/roles";

            server.put(path, Map.of("roles", new String[] {"finance"})).as(superuser).expectProblem(409, "last_superuser");
            var second = server.staff("superuser");
            server.put(path, Map.of("roles", new String[] {"finance"})).as(superuser).expect(200);

            server.get("/api/v1/user/roles").as(superuser).expectProblem(403, "forbidden");
            server.get("/api/v1/user/roles").as(second).expect(200);
        }
    }

    @Test
    void badConfigurationStopsTheStartAndSaysWhatToSet() {
        assertThatThrownBy(() -> IdentityServer.start(TestPostgres.fresh(), Map.of(
                "SUPERUSER_EMAIL", "nobody", "SUPERUSER_PASSWORD", "short", "PUBLIC_URL", "ftp://x", "OIDC_ISSUER", "http://issuer.example.com")))
                .rootCause()
                .hasMessageContainingAll("SUPERUSER_EMAIL", "SUPERUSER_PASSWORD", "PUBLIC_URL", "OIDC_AUDIENCE", "https")
                .hasMessageNotContaining("short");
    }
}
