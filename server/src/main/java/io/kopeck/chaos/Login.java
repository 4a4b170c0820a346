package io.kopeck.chaos;

import io.kopeck.chaos.Web.Answer;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Somebody who calls the API, and whose session is renewed, or begun anew, whenever the token has run out. */
final class Login {

    /** For a moment after a journey in time the servers' clocks differ, and one refuses the token of the other. */
    private static final int TRIES_MAX = 10;
    private static final Duration PAUSE = Duration.ofMillis(300);

    private final World world;
    private final SplittableRandom random;
    private final String email;
    private final String password;
    private String token = "";
    private String refreshToken = "";

    Login(World world, SplittableRandom random, String email, String password) {
        this.world = world;
        this.random = random;
        this.email = email;
        this.password = password;
    }

    Answer call(String method, String path, @Nullable Object body) {
        var answer = world.call(random, token, method, path, body);
        for (int i = 0; i < TRIES_MAX && answer.status() == 401; i++) {
            if (!take("refresh", Map.of("refresh_token", refreshToken))) {
                take("login", Map.of("email", email, "password", password));
            }
            answer = world.call(random, token, method, path, body);
            if (answer.status() == 401) {
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
        return answer;
    }

    private boolean take(String how, Map<String, String> proof) {
        var tokens = proof.containsValue("") ? Answer.NONE : world.call(random, "", "POST", "/api/v1/user/" + how, proof);
        token = tokens.text("access_token");
        refreshToken = tokens.text("refresh_token");
        return tokens.ok();
    }
}
