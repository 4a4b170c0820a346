package io.kopeck.api.user;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import io.kopeck.identity.IdentityServer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class UserApiTest {

    private final IdentityServer server = IdentityServer.shared();

    @Test
    void signsUpConfirmsLogsInRefreshesAndLogsOut() {
        var email = IdentityServer.newEmail();

        var signedUp = server.post("/api/v1/user/signup", Map.of("email", email, "password", IdentityServer.PASSWORD)).expect(201);
        server.post("/api/v1/user/confirm", Map.of("token", signedUp.text("confirm_token"))).expect(200);
        var logIn = server.logIn(email, IdentityServer.PASSWORD);
        var me = server.get("/api/v1/user/me").as(logIn).expect(200);
        var refreshed = server.post("/api/v1/user/refresh", Map.of("refresh_token", logIn.refreshToken())).expect(200);
        server.call("POST", "/api/v1/user/logout", null).bearer(refreshed.text("access_token")).expect(204);
        server.post("/api/v1/user/refresh", Map.of("refresh_token", refreshed.text("refresh_token")))
                .expectProblem(401, "bad_refresh_token");

        assertThat(signedUp.text("email")).isEqualTo(email);
        assertThat(me.text("id")).isEqualTo(signedUp.text("id"));
        assertThat(me.text("email")).isEqualTo(email);
        assertThat(me.json().get("confirmed").asBoolean()).isTrue();
        assertThat(me.json().get("roles")).isEmpty();
        assertThat(refreshed.text("token_type")).isEqualTo("Bearer");
        assertThat(refreshed.json().get("expires_in").asInt()).isEqualTo(900);
    }

    @Test
    void addressIsUniqueWhateverItsCase() {
        var person = server.newPerson();
        var shouted = person.email().toUpperCase(Locale.ROOT);

        server.post("/api/v1/user/signup", Map.of("email", shouted, "password", "another password")).expectProblem(409, "email_taken");
        server.logIn("  " + shouted, IdentityServer.PASSWORD);
    }

    @Test
    void parallelSignUpsOfOneAddressMakeOneUser() throws Exception {
        var email = IdentityServer.newEmail();
        Callable<Integer> signUp = () ->
                server.post("/api/v1/user/signup", Map.of("email", email, "password", IdentityServer.PASSWORD)).send().status();

        List<Integer> statuses;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            statuses = threads.invokeAll(IntStream.range(0, 6).mapToObj(_ -> signUp).toList()).stream().map(done -> done.resultNow()).toList();
        }

        assertThat(statuses).containsOnly(201, 409).containsOnlyOnce(201);
    }

    @Test
    void namesEveryWrongFieldAndRepeatsNoValue() {
        var answer = server.post("/api/v1/user/signup", Map.of("email", "nobody-at-all", "password", "short")).expectProblem(400, "invalid_field");

        assertThat(answer.json().get("errors").propertyNames()).containsExactlyInAnyOrder("email", "password");
        assertThat(answer.body()).doesNotContain("nobody-at-all").doesNotContain("\"short\"");
    }

    @Test
    void refusesBodiesOfTheWrongShape() {
        server.post("/api/v1/user/signup", Map.of()).expectProblem(400, "invalid_field");
        server.post("/api/v1/user/signup", List.of(1)).expectProblem(400, "malformed_json");
        server.post("/api/v1/user/signup", Map.of("email", Map.of(), "password", List.of())).expectProblem(400, "invalid_field");
        server.call("POST", "/api/v1/user/signup", null).header("Content-Type", "application/json").expectProblem(400, "malformed_body");
    }

    @Test
    void confirmTokenWorksOnceAndExpires() {
        var person = server.newPerson();
        var late = server.newUnconfirmedPerson();

        server.clock().advance(Duration.ofHours(24));

        server.post("/api/v1/user/confirm", Map.of("token", person.confirmToken())).expectProblem(400, "bad_token");
        server.post("/api/v1/user/confirm", Map.of("token", late.confirmToken())).expectProblem(400, "bad_token");
        server.post("/api/v1/user/confirm", Map.of("token", "nonsense")).expectProblem(400, "bad_token");
        server.post("/api/v1/user/confirm", Map.of()).expectProblem(400, "invalid_field");
    }

    @Test
    void unconfirmedUserLooksButDoesNotPayUntilConfirmedWithTheSameToken() {
        var person = server.newUnconfirmedPerson();
        var logIn = server.logIn(person.email(), IdentityServer.PASSWORD);

        server.get("/api/v1/user/me").as(logIn).expect(200);
        server.post("/api/v1/probe/pay", Map.of()).as(logIn).expectProblem(403, "email_not_confirmed");
        server.post("/api/v1/user/confirm", Map.of("token", person.confirmToken())).expect(200);
        server.post("/api/v1/probe/pay", Map.of()).as(logIn).expect(200);
    }

    @Test
    void confirmingMailCanBeSentAgain() {
        var person = server.newUnconfirmedPerson();
        var logIn = server.logIn(person.email(), IdentityServer.PASSWORD);
        server.runJobs();

        server.call("POST", "/api/v1/user/confirm/resend", null).as(logIn).expect(202);
        server.runJobs();
        server.post("/api/v1/user/confirm", Map.of("token", server.tokenMailedTo(person.email()))).expect(200);
        server.call("POST", "/api/v1/user/confirm/resend", null).as(logIn).expect(202);
        server.runJobs();

        assertThat(server.mailbox().to(person.email())).hasSize(2);
    }

    @Test
    void rolesOfPurchasesAppearAtOnceInMeAndAfterARefreshInTheToken() throws Exception {
        var person = server.newPerson();
        var logIn = server.logIn(person.email(), IdentityServer.PASSWORD);

        server.grant(person.id(), Set.of("subscriber", "superuser"));
        var me = server.get("/api/v1/user/me").as(logIn).expect(200);
        var refreshed = server.post("/api/v1/user/refresh", Map.of("refresh_token", logIn.refreshToken())).expect(200).text("access_token");

        assertThat(me.json().get("roles")).hasSize(1);
        assertThat(me.json().get("roles").get(0).stringValue()).isEqualTo("subscriber");
        assertThat(SignedJWT.parse(refreshed).getJWTClaimsSet().getStringListClaim("roles")).as("a purchase makes nobody staff")
                .containsExactly("subscriber");
        server.get("/api/v1/user/roles").bearer(refreshed).expectProblem(403, "forbidden");
    }
}
