package io.kopeck.sandbox.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When an acquirer sends an unacknowledged notification again.
 *
 * @param delays before the first retry, the second and so on; the last one repeats
 * @param retriesMax the notification is given up after so many
 * @param life and also when the next try would come later than this after the event
 */
public record RetrySchedule(List<Duration> delays, int retriesMax, Duration life) {

    public RetrySchedule {
        delays = List.copyOf(delays);
        if (retriesMax < 0 || (retriesMax > 0 && delays.isEmpty())) {
            throw new IllegalArgumentException("a schedule with retries needs delays");
        }
    }

    /** The time of the next try after {@code tries} failed ones; null when the notification is given up. */
    @Nullable Instant next(int tries, Instant raisedAt, Instant now) {
        if (tries > retriesMax) {
            return null;
        }
        var at = now.plus(delays.get(Math.min(tries, delays.size()) - 1));
        return at.isAfter(raisedAt.plus(life)) ? null : at;
    }
}
