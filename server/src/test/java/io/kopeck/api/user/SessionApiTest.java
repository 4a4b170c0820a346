package io.kopeck.api.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.identity.IdentityServer;
import io.kopeck.identity.IdentityServer.Answer;
import io.kopeck.identity.Sessions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SessionApiTest {

    private final IdentityServer server = IdentityServer.shared();

    @Test
    void wrongPasswordAndUnknownAddressGetTheSameAnswer() {
        var person = server.newPerson();

        var wrong = logIn(person.email(), "not the password").expectProblem(401, "wrong_credentials");
        var unknown = logIn(IdentityServer.newEmail(), "not the password").expectProblem(401, "wrong_credentials");
        var tooShort = logIn(person.email(), "short").expectProblem(401, "wrong_credentials");

        assertThat(wrong.body()).isEqualTo(unknown.body()).isEqualTo(tooShort.body());
    }

    @Test
    void refreshTokenWorksOnceAndUsingItTwiceEndsTheSession() {
        var logIn = server.newLogIn();

        var second = refresh(logIn.refreshToken()).expect(200);
        var third = refresh(second.text("refresh_token")).expect(200);
        refresh(logIn.refreshToken()).expectProblem(401, "bad_refresh_token");

        refresh(third.text("refresh_token")).expectProblem(401, "bad_refresh_token");
        refresh(second.text("refresh_token")).expectProblem(401, "bad_refresh_token");
    }

    @Test
    void parallelRefreshesOfOneTokenLeaveAtMostOneFamily() throws Exception {
        for (int round = 0; round < 5; round++) {
            var logIn = server.newLogIn();
            Callable<Answer> refresh = () -> refresh(logIn.refreshToken()).send();

            List<Answer> answers;
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                answers = threads.invokeAll(IntStream.range(0, 8).mapToObj(_ -> refresh).toList()).stream().map(done -> done.resultNow()).toList();
            }
            var winners = answers.stream().filter(answer -> answer.status() == 200).toList();

            assertThat(winners).hasSizeLessThanOrEqualTo(1);
            winners.forEach(winner -> refresh(winner.text("refresh_token")).expect(401));
            assertThat(answers).extracting(Answer::status).containsOnly(200, 401);
        }
    }

    @Test
    void unusedSessionEndsAfterThirtyDaysAndEachRefreshBeginsThemAnew() {
        var logIn = server.newLogIn();

        server.clock().advance(Duration.ofDays(29));
        var second = refresh(logIn.refreshToken()).expect(200);
        server.clock().advance(Duration.ofDays(29));
        var third = refresh(second.text("refresh_token")).expect(200);
        server.clock().advance(Duration.ofDays(30));

        refresh(third.text("refresh_token")).expectProblem(401, "bad_refresh_token");
    }

    @Test
    void accessTokenEndsAfterFifteenMinutesOfThePlatformClock() {
        var logIn = server.newLogIn();

        server.clock().advance(Duration.ofMinutes(15).minusSeconds(1));
        server.get("/api/v1/user/me").as(logIn).expect(200);
        server.clock().advance(Duration.ofSeconds(2));

        var refused = server.get("/api/v1/user/me").as(logIn).expectProblem(401, "invalid_token");
        assertThat(refused.header("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
    }

    @Test
    void clientsMaySendTheirOldTokenWithARefresh() {
        var logIn = server.newLogIn();
        server.clock().advance(Duration.ofHours(1));

        server.post("/api/v1/user/refresh", Map.of("refresh_token", logIn.refreshToken())).as(logIn).expect(200);
    }

    @Test
    void listsOwnSessionsAndMarksTheCurrentOne() {
        var person = server.newPerson();
        server.post("/api/v1/user/login", Map.of("email", person.email(), "password", IdentityServer.PASSWORD))
                .header("User-Agent", "An old phone").from("198.51.100.7").expect(200);
        server.clock().advance(Duration.ofSeconds(1));
        var current = server.logIn(person.email(), IdentityServer.PASSWORD);

        var list = server.get("/api/v1/user/sessions").as(current).expect(200).json();

        assertThat(list.get("count").asInt()).isEqualTo(2);
        assertThat(list.get("results").get(0).get("current").asBoolean()).isTrue();
        assertThat(list.get("results").get(1).get("current").asBoolean()).isFalse();
        assertThat(list.get("results").get(1).get("user_agent").stringValue()).isEqualTo("An old phone");
        assertThat(list.get("results").get(1).get("ip").stringValue()).isEqualTo("198.51.100.7");
        assertThat(list.get("results").get(1).propertyNames())
                .containsExactly("id", "created_at", "last_used_at", "user_agent", "ip", "current");
    }

    @Test
    void endsOneOfItsOwnSessions() {
        var person = server.newPerson();
        var lost = server.logIn(person.email(), IdentityServer.PASSWORD);
        var current = server.logIn(person.email(), IdentityServer.PASSWORD);
        var lostId = sessionIds(lost, true).getFirst();

        server.delete("/api/v1/user/sessions/" + lostId).as(current).expect(204);

        refresh(lost.refreshToken()).expectProblem(401, "bad_refresh_token");
        server.delete("/api/v1/user/sessions/" + lostId).as(current).expectProblem(404, "not_found");
        refresh(current.refreshToken()).expect(200);
    }

    @Test
    void sessionsOfOthersDoNotExistForIt() {
        var victim = server.newLogIn();
        var thief = server.newLogIn();
        var id = sessionIds(victim, true).getFirst();

        server.delete("/api/v1/user/sessions/" + id).as(thief).expectProblem(404, "not_found");
        server.delete("/api/v1/user/sessions/" + id).as(server.superuser()).expectProblem(404, "not_found");
        server.delete("/api/v1/user/sessions/" + UUID.randomUUID()).as(thief).expectProblem(404, "not_found");
        server.delete("/api/v1/user/sessions/nonsense").as(thief).expectProblem(404, "not_found");

        refresh(victim.refreshToken()).expect(200);
    }

    @Test
    void oneSessionTooManyEndsTheOneUnusedForLongest() {
        var person = server.newPerson();
        var logIns = new ArrayList<IdentityServer.LogIn>();
        for (int i = 0; i <= Sessions.PER_USER_MAX; i++) {
            server.clock().advance(Duration.ofSeconds(1));
            logIns.add(server.logIn(person.email(), IdentityServer.PASSWORD));
        }

        refresh(logIns.getFirst().refreshToken()).expectProblem(401, "bad_refresh_token");
        refresh(logIns.get(1).refreshToken()).expect(200);
        assertThat(sessionIds(logIns.getLast(), false)).hasSize(Sessions.PER_USER_MAX);
    }

    @Test
    void logOutTwiceIsFine() {
        var logIn = server.newLogIn();

        server.call("POST", "/api/v1/user/logout", null).as(logIn).expect(204);
        server.call("POST", "/api/v1/user/logout", null).as(logIn).expect(204);

        refresh(logIn.refreshToken()).expectProblem(401, "bad_refresh_token");
    }

    private List<String> sessionIds(IdentityServer.LogIn logIn, boolean currentOnly) {
        var ids = new ArrayList<String>();
        for (var session : server.get("/api/v1/user/sessions").as(logIn).expect(200).json().get("results")) {
            if (!currentOnly || session.get("current").asBoolean()) {
                ids.add(session.get("id").stringValue());
            }
        }
        return ids;
    }

    private IdentityServer.Call refresh(String token) {
        return server.post("/api/v1/user/refresh", Map.of("refresh_token", token));
    }

    private IdentityServer.Call logIn(String email, String password) {
        return server.post("/api/v1/user/login", Map.of("email", email, "password", password));
    }
}
