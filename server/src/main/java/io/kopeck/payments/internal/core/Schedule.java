package io.kopeck.payments.internal.core;

import java.time.Duration;
import java.time.Instant;

/** When the reconciler asks about an undecided attempt or refund again. */
public final class Schedule {

    /** After this the first call has certainly ended, whatever became of it. */
    public static final Duration CALL_MAX = Duration.ofMinutes(2);

    /** How long an outcome may stay unknown before it is parked. */
    public static final Duration UNKNOWN_MAX = Duration.ofDays(3);

    /** How long money may be held before a person looks; no acquirer holds it longer. */
    public static final Duration HELD_MAX = Duration.ofDays(31);

    private static final Duration HELD_STEP = Duration.ofHours(6);
    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final Duration UNKNOWN_STEP_MAX = Duration.ofMinutes(30);
    private static final Duration PENDING_STEP_MAX = Duration.ofMinutes(15);

    private Schedule() {}

    /** The next question about an unknown outcome: 10 s, then twice as long each time, up to half an hour. */
    public static Instant afterUnknown(int checks, Instant now) {
        return now.plus(doubled(FIRST, checks, UNKNOWN_STEP_MAX));
    }

    /** The next question about a payment that waits for its customer: a minute, growing to a quarter of an hour. */
    public static Instant afterPending(int checks, Instant now) {
        return now.plus(doubled(Duration.ofMinutes(1), checks, PENDING_STEP_MAX));
    }

    /** The next question about money that is held: it may be captured, let go or gone without our hearing of it. */
    public static Instant afterHeld(Instant now) {
        return now.plus(HELD_STEP);
    }

    /** The next question about a capture without an answer: once the call has certainly ended, then as for other unknowns. */
    public static Instant afterLostCapture(int checks, Instant now) {
        return now.plus(doubled(CALL_MAX, checks, UNKNOWN_STEP_MAX));
    }

    private static Duration doubled(Duration first, int times, Duration max) {
        var step = first.multipliedBy(1L << Math.min(times, 20));
        return step.compareTo(max) > 0 ? max : step;
    }
}
