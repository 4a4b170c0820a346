package io.kopeck.client;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * How often something without an answer is asked again. The pauses double from the first to the longest, each shortened by up to a
 * half at random, so that many callers do not come back together. Where the server says how long to wait, the pause is no shorter;
 * where it asks for more than {@code longestPause}, nobody waits and the call ends as {@link OutcomeUnknown}.
 *
 * @param tries all of them, the first included, 1 to 20
 * @param firstPause positive
 * @param longestPause {@code firstPause} or more
 */
public record RetryPolicy(int tries, Duration firstPause, Duration longestPause) {

    private static final int TRIES_MAX = 20;

    public RetryPolicy {
        if (tries < 1 || tries > TRIES_MAX) {
            throw new IllegalArgumentException("tries are 1 to " + TRIES_MAX);
        }
        if (firstPause.isNegative() || firstPause.isZero() || longestPause.compareTo(firstPause) < 0) {
            throw new IllegalArgumentException("the first pause is positive, and the longest is no shorter");
        }
    }

    /** Five tries, with pauses from 200 ms to 10 s. */
    public static RetryPolicy standard() {
        return new RetryPolicy(5, Duration.ofMillis(200), Duration.ofSeconds(10));
    }

    boolean allows(int failedTries, @Nullable Duration retryAfter) {
        return failedTries < tries && (retryAfter == null || retryAfter.compareTo(longestPause) <= 0);
    }

    Duration pauseAfter(int failedTries, @Nullable Duration retryAfter) {
        long doubled = Math.min(longestPause.toMillis(), firstPause.toMillis() << (failedTries - 1));
        var pause = Duration.ofMillis(doubled - ThreadLocalRandom.current().nextLong(doubled / 2 + 1));
        return retryAfter == null || retryAfter.compareTo(pause) < 0 ? pause : retryAfter;
    }
}
