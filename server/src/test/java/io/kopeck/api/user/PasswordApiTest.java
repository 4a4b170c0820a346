package io.kopeck.api.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.identity.IdentityServer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PasswordApiTest {

    private static final String NEW_PASSWORD = "a completely new one";

    private final IdentityServer server = IdentityServer.shared();

    @Test
    void mailedLinkSetsANewPasswordOnceAndEndsAllSessions() {
        var person = server.newPerson();
        var logIn = server.logIn(person.email(), IdentityServer.PASSWORD);

        server.post("/api/v1/user/password/forgot", Map.of("email", person.email())).expect(202);
        server.runJobs();
        var token = server.tokenMailedTo(person.email());
        server.post("/api/v1/user/password/reset", Map.of("token", token, "password", NEW_PASSWORD)).expect(204);

        server.post("/api/v1/user/refresh", Map.of("refresh_token", logIn.refreshToken())).expectProblem(401, "bad_refresh_token");
        server.post("/api/v1/user/password/reset", Map.of("token", token, "password", NEW_PASSWORD)).expectProblem(400, "bad_token");
        server.post("/api/v1/user/login", Map.of("email", person.email(), "password", IdentityServer.PASSWORD))
                .expectProblem(401, "wrong_credentials");
        server.logIn(person.email(), NEW_PASSWORD);
    }

    @Test
    void linkEndsAfterAnHour() {
        var person = server.newPerson();
        server.post("/api/v1/user/password/forgot", Map.of("email", person.email())).expect(202);
        server.runJobs();
        var token = server.tokenMailedTo(person.email());

        server.clock().advance(Duration.ofHours(1));

        server.post("/api/v1/user/password/reset", Map.of("token", token, "password", NEW_PASSWORD)).expectProblem(400, "bad_token");
    }

    @Test
    void confirmTokenResetsNoPassword() {
        var person = server.newUnconfirmedPerson();

        server.post("/api/v1/user/password/reset", Map.of("token", person.confirmToken(), "password", NEW_PASSWORD))
                .expectProblem(400, "bad_token");
    }

    @Test
    void resettingConfirmsTheAddressForTheMailArrived() {
        var person = server.newUnconfirmedPerson();
        server.post("/api/v1/user/password/forgot", Map.of("email", person.email())).expect(202);
        server.runJobs();

        server.post("/api/v1/user/password/reset", Map.of("token", server.tokenMailedTo(person.email()), "password", NEW_PASSWORD)).expect(204);

        var me = server.get("/api/v1/user/me").as(server.logIn(person.email(), NEW_PASSWORD)).expect(200);
        assertThat(me.json().get("confirmed").asBoolean()).isTrue();
    }

    @Test
    void everyAddressGetsTheSameAnswerAndOnlyUsersGetMail() {
        var person = server.newPerson();
        var stranger = IdentityServer.newEmail();

        var known = server.post("/api/v1/user/password/forgot", Map.of("email", person.email())).expect(202);
        var unknown = server.post("/api/v1/user/password/forgot", Map.of("email", stranger)).expect(202);
        server.runJobs();

        assertThat(known.body()).isEqualTo(unknown.body()).isEmpty();
        assertThat(server.mailbox().to(person.email()).getLast().getSubject()).isEqualTo("Новый пароль");
        assertThat(server.mailbox().to(stranger)).isEmpty();
    }

    @Test
    void askingTooOftenIsIgnoredSilently() {
        var person = server.newPerson();
        server.runJobs();
        int before = server.mailbox().to(person.email()).size();

        for (int i = 0; i < 10; i++) {
            server.post("/api/v1/user/password/forgot", Map.of("email", person.email())).expect(202);
        }
        server.runJobs();

        assertThat(server.mailbox().to(person.email())).hasSize(before + 3);
    }

    @Test
    void changeNeedsTheOldPasswordAndEndsAllSessions() {
        var person = server.newPerson();
        var here = server.logIn(person.email(), IdentityServer.PASSWORD);
        var elsewhere = server.logIn(person.email(), IdentityServer.PASSWORD);

        change("not the old one", NEW_PASSWORD).as(here).expectProblem(403, "wrong_password");
        change(IdentityServer.PASSWORD, "short").as(here).expectProblem(400, "invalid_field");
        change(IdentityServer.PASSWORD, NEW_PASSWORD).as(here).expect(204);

        server.post("/api/v1/user/refresh", Map.of("refresh_token", elsewhere.refreshToken())).expect(401);
        server.post("/api/v1/user/refresh", Map.of("refresh_token", here.refreshToken())).expect(401);
        server.logIn(person.email(), NEW_PASSWORD);
    }

    @Test
    void changeDoesNotLetAStolenTokenGuessThePassword() {
        var logIn = server.newLogIn();

        for (int i = 0; i < 5; i++) {
            change("guess number " + i, NEW_PASSWORD).as(logIn).expectProblem(403, "wrong_password");
        }

        var refused = change(IdentityServer.PASSWORD, NEW_PASSWORD).as(logIn).expectProblem(429, "too_many_tries");
        assertThat(refused.header("Retry-After")).isEqualTo("2");
    }

    @Test
    void serviceKeysHaveNoPassword() {
        change(IdentityServer.PASSWORD, NEW_PASSWORD).bearer(server.newKey("read")).expectProblem(403, "not_a_customer");
    }

    private IdentityServer.Call change(String oldPassword, String newPassword) {
        return server.post("/api/v1/user/password/change", Map.of("old_password", oldPassword, "new_password", newPassword));
    }
}
