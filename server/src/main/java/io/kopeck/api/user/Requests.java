package io.kopeck.api.user;

import io.kopeck.identity.Language;
import io.kopeck.identity.Origin;
import io.kopeck.platform.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Objects;
import org.springframework.http.HttpHeaders;

/** What the controllers of this package read from a request besides its body. */
final class Requests {

    private Requests() {}

    static Origin origin(HttpServletRequest request) {
        return new Origin(request.getRemoteAddr(), Objects.requireNonNullElse(request.getHeader(HttpHeaders.USER_AGENT), ""));
    }

    static Language language(HttpServletRequest request) {
        return Language.fromHeader(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE));
    }

    /** The refusal of a try that came too early; it says when to come back. */
    static Problem tooManyTries(HttpServletResponse response, Duration retryAfter) {
        long seconds = Math.max(1, retryAfter.plusMillis(999).toSeconds());
        response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
        return new Problem(429, "too_many_tries", "Too many tries; wait " + seconds + " s and try again")
                .with("retry_after_seconds", seconds);
    }
}
