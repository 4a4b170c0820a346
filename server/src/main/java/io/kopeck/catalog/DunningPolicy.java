package io.kopeck.catalog;

import java.time.Duration;
import java.util.List;

/**
 * What happens after a renewal charge fails.
 *
 * @param attempts when to charge, counted from the end of the paid period (after a downtime: from the first failure), ascending, the first is zero; 1 to 30 entries
 * @param window how long after that the subscription waits before it expires
 * @param keepsAccess whether access stays while waiting
 * @param expiresWhenExhausted whether the last failed attempt ends the subscription at once, before the window does
 * @param messages what the customer is told, and when
 */
public record DunningPolicy(
        List<Duration> attempts, Duration window, boolean keepsAccess, boolean expiresWhenExhausted, List<DunningMessage> messages) {

    private static final int ATTEMPTS_MAX = 30;

    /** What a product does that sells operations alone and says nothing of it: three daily attempts, without access. */
    public static final DunningPolicy DEFAULT = new DunningPolicy(
            List.of(Duration.ZERO, Duration.ofDays(1), Duration.ofDays(2)), Duration.ofDays(3), false, false, List.of());

    public DunningPolicy {
        attempts = List.copyOf(attempts);
        messages = List.copyOf(messages);
        if (attempts.isEmpty() || attempts.size() > ATTEMPTS_MAX || !attempts.getFirst().isZero()) {
            throw new IllegalArgumentException("dunning attempts are 1 to " + ATTEMPTS_MAX + " and begin at zero");
        }
        for (int i = 1; i < attempts.size(); i++) {
            if (attempts.get(i).compareTo(attempts.get(i - 1)) <= 0) {
                throw new IllegalArgumentException("dunning attempts ascend");
            }
        }
        if (window.compareTo(attempts.getLast()) < 0 || window.compareTo(Duration.ofDays(90)) > 0) {
            throw new IllegalArgumentException("the waiting window covers all attempts and is at most 90 days");
        }
    }
}
