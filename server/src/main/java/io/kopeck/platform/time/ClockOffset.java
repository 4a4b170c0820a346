package io.kopeck.platform.time;

import static io.kopeck.platform.internal.db.Tables.CLOCK_OFFSET;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jooq.DSLContext;

/** The clock's offset, kept in the database so that every node lives in the same moment. Sandbox mode only. */
public final class ClockOffset {

    private final DSLContext db;
    private final OffsetClock clock;

    ClockOffset(DSLContext db, OffsetClock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** Takes over what another node, or an earlier start, has set. */
    public void refresh() {
        var micros = db.select(CLOCK_OFFSET.OFFSET_MICROS).from(CLOCK_OFFSET).fetchOne(CLOCK_OFFSET.OFFSET_MICROS);
        clock.offset(Duration.of(micros == null ? 0 : micros, ChronoUnit.MICROS));
    }

    /**
     * Moves the clock to the given moment.
     *
     * @throws IllegalArgumentException when it lies in the clock's past
     */
    public void moveTo(Instant target) {
        var distance = Duration.between(clock.instant(), target);
        if (distance.isNegative()) {
            throw new IllegalArgumentException("the clock only moves forward");
        }
        var offset = clock.offset().plus(distance);
        db.update(CLOCK_OFFSET).set(CLOCK_OFFSET.OFFSET_MICROS, offset.toNanos() / 1000).execute();
        clock.offset(offset);
    }

    /** The present offset from the system's time. */
    public Duration current() {
        return clock.offset();
    }

    Clock clock() {
        return clock;
    }
}
