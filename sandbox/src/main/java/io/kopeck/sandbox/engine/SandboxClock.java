package io.kopeck.sandbox.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The only source of time in the sandbox: the system clock plus an offset that control calls move, forward only.
 * Milliseconds, because that is what the acquirers show.
 */
public final class SandboxClock {

    /** Nothing useful lies beyond; identifiers carry 32-bit seconds since 2000. */
    public static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

    private final AtomicLong offsetMillis = new AtomicLong();

    public SandboxClock(@Nullable Instant startAt) {
        if (startAt != null) {
            offsetMillis.set(startAt.toEpochMilli() - System.currentTimeMillis());
        }
    }

    public Instant now() {
        return Instant.ofEpochMilli(System.currentTimeMillis() + offsetMillis.get());
    }

    public long offsetMillis() {
        return offsetMillis.get();
    }

    /** Moves the clock so that it reads {@code system time + offset}; false when that would move it back. */
    public synchronized boolean moveToOffset(long newOffsetMillis) {
        if (newOffsetMillis < offsetMillis.get()) {
            return false;
        }
        offsetMillis.set(newOffsetMillis);
        return true;
    }

    /** Moves the clock to {@code target}; false when that lies in the past. */
    public synchronized boolean moveTo(Instant target) {
        return moveToOffset(offsetMillis.get() + Duration.between(now(), target).toMillis());
    }

    /** Sets the offset whatever it was: for a restart and for a reset. */
    public void restore(long newOffsetMillis) {
        offsetMillis.set(newOffsetMillis);
    }
}
