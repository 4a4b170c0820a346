package io.kopeck.sandbox.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When an unacknowledged notification is sent again: soon at first, then ever more rarely, for 24 hours after the
 * event. The 24 hours are YooKassa's (reference, 9.2); it does not publish the intervals, so these are ours.
 */
final class RetrySchedule {

    static final Duration LIFE = Duration.ofHours(24);

    private static final List<Duration> DELAYS = List.of(
            Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(10),
            Duration.ofSeconds(30), Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(15),
            Duration.ofHours(1), Duration.ofHours(3), Duration.ofHours(6));

    private RetrySchedule() {}

    /** The time of the next try after {@code tries} failed ones; null when the notification is given up. */
    static @Nullable Instant next(int tries, Instant raisedAt, Instant now) {
        var at = now.plus(DELAYS.get(Math.min(tries, DELAYS.size()) - 1));
        return at.isAfter(raisedAt.plus(LIFE)) ? null : at;
    }
}
