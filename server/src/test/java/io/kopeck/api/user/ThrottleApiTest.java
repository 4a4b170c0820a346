package io.kopeck.api.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.identity.IdentityServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ThrottleApiTest {

    private final IdentityServer server = IdentityServer.shared();

    @Test
    void guessesOfOnePasswordGetSlowerAndTheRightOneForgetsThem() {
        var person = server.newPerson();
        for (int i = 0; i < 5; i++) {
            logIn(person.email(), "guess number " + i).expectProblem(401, "wrong_credentials");
        }

        var first = logIn(person.email(), IdentityServer.PASSWORD).expectProblem(429, "too_many_tries");
        server.clock().advance(Duration.ofSeconds(2));
        logIn(person.email(), "guess number 6").expectProblem(401, "wrong_credentials");
        var second = logIn(person.email(), IdentityServer.PASSWORD).expectProblem(429, "too_many_tries");
        server.clock().advance(Duration.ofSeconds(4));
        logIn(person.email(), IdentityServer.PASSWORD).expect(200);
        logIn(person.email(), "guess number 7").expectProblem(401, "wrong_credentials");

        assertThat(first.header("Retry-After")).isEqualTo("2");
        assertThat(second.header("Retry-After")).isEqualTo("4");
        assertThat(second.json().get("retry_after_seconds").asInt()).isEqualTo(4);
    }

    @Test
    void unknownAddressesAreSlowedDownJustTheSame() {
        var stranger = IdentityServer.newEmail();
        for (int i = 0; i < 5; i++) {
            logIn(stranger, "guess number " + i).expectProblem(401, "wrong_credentials");
        }

        logIn(stranger, "guess number 6").expectProblem(429, "too_many_tries");
    }

    @Test
    void manyGuessesAtOnceAreCountedOneByOne() throws Exception {
        var person = server.newPerson();
        Callable<Integer> guess = () -> logIn(person.email(), "a wrong password").send().status();

        List<Integer> statuses;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            statuses = threads.invokeAll(IntStream.range(0, 20).mapToObj(_ -> guess).toList()).stream().map(done -> done.resultNow()).toList();
        }

        assertThat(statuses).containsOnly(401, 429);
        assertThat(statuses.stream().filter(status -> status == 401)).hasSize(5);
    }

    @Test
    void onePlaceTryingManyAddressesIsSlowedDownAlone() {
        var place = IdentityServer.newAddress();
        var person = server.newPerson();
        for (int i = 0; i < 30; i++) {
            logIn(IdentityServer.newEmail(), "a wrong password").from(place).expectProblem(401, "wrong_credentials");
        }

        logIn(person.email(), IdentityServer.PASSWORD).from(place).expectProblem(429, "too_many_tries");
        logIn(person.email(), IdentityServer.PASSWORD).from(IdentityServer.newAddress()).expect(200);
    }

    @Test
    void rightfulLogInsOfOnePlaceAreNotCounted() {
        var place = IdentityServer.newAddress();
        var person = server.newPerson();

        for (int i = 0; i < 40; i++) {
            logIn(person.email(), IdentityServer.PASSWORD).from(place).expect(200);
        }
    }

    @Test
    void neighboursInOneIpv6NetworkCountAsOnePlace() {
        for (int i = 0; i < 30; i++) {
            logIn(IdentityServer.newEmail(), "a wrong password").from("2001:db8:0:1::" + Integer.toHexString(i + 1)).expect(401);
        }

        logIn(IdentityServer.newEmail(), "a wrong password").from("2001:db8:0:1:ffff::1").expectProblem(429, "too_many_tries");
        logIn(IdentityServer.newEmail(), "a wrong password").from("2001:db8:0:2::1").expect(401);
    }

    @Test
    void signUpsFromOnePlaceAreBounded() {
        var place = IdentityServer.newAddress();
        for (int i = 0; i < 20; i++) {
            signUp(IdentityServer.newEmail()).from(place).expect(201);
        }

        var refused = signUp(IdentityServer.newEmail()).from(place).expectProblem(429, "too_many_tries");
        assertThat(refused.header("Retry-After")).isEqualTo("10");
        signUp(IdentityServer.newEmail()).from(IdentityServer.newAddress()).expect(201);
    }

    private IdentityServer.Call signUp(String email) {
        return server.post("/api/v1/user/signup", Map.of("email", email, "password", IdentityServer.PASSWORD));
    }

    private IdentityServer.Call logIn(String email, String password) {
        return server.post("/api/v1/user/login", Map.of("email", email, "password", password));
    }
}
