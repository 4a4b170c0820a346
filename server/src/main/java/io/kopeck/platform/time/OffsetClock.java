package io.kopeck.platform.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The platform's clock: the system's, moved by an offset, truncated to microseconds because PostgreSQL keeps no more.
 *
 * <p>The offset is zero except in sandbox mode, where {@link ClockOffset} keeps it equal on all nodes.
 */
final class OffsetClock extends Clock {

    private final Clock system = Clock.systemUTC();
    private final AtomicReference<Duration> offset = new AtomicReference<>(Duration.ZERO);

    void offset(Duration value) {
        offset.set(value);
    }

    Duration offset() {
        return offset.get();
    }

    @Override
    public Instant instant() {
        return system.instant().plus(offset.get()).truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("billing zones belong to products, not to the clock");
    }
}
