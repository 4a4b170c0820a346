package io.kopeck.chaos;

import io.kopeck.chaos.Web.Answer;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Somebody who calls the API and logs in anew whenever the token has run out. */
final class Login {

    /** For a moment after a journey in time the servers' clocks differ, and one refuses the token of the other. */
    private static final int TRIES_MAX = 10;

    private final World world;
    private final SplittableRandom random;
    private final String email;
    private final String password;
    private String token = "";

    Login(World world, SplittableRandom random, String email, String password) {
        this.world = world;
        this.random = random;
        this.email = email;
        this.password = password;
    }

    Answer call(String method, String path, @Nullable Object body) {
        var answer = world.call(random, token, method, path, body);
        for (int i = 0; i < TRIES_MAX && answer.status() == 401; i++) {
            var login = world.call(random, "", "POST", "/api/v1/user/login", Map.of("email", email, "password", password));
            token = login.text("access_token");
            answer = world.call(random, token, method, path, body);
        }
        return answer;
    }
}
