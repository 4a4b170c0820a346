package io.kopeck.platform.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Recurring work over rows with a due time. Safe to run on several nodes at once: each claims its own rows.
 */
public interface Job {

    /** The stable name, seen in logs and metrics. */
    String name();

    /** How long after one run ends the next begins, in real time. */
    Duration interval();

    /** Does what is due now, in bounded batches; returns how many items it handled, 0 when nothing was due. */
    int runOnce();

    /** When the earliest item falls due, so that the time machine can stop there; empty when nothing waits for time. */
    Optional<Instant> nextDue();
}
