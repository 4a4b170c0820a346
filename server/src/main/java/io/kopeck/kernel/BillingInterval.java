package io.kopeck.kernel;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * How long one period lasts: a unit times a count.
 *
 * <p>Periods are computed from the stored anchor, never from the previous end, so a subscription begun on 31 January
 * renews on 28 February and again on 31 March.
 */
public record BillingInterval(Unit unit, int count) {

    /** The longest count accepted; ten years of days. */
    public static final int COUNT_MAX = 3660;

    private static final int PERIODS_MAX = 1_000_000;

    public BillingInterval {
        if (count < 1 || count > COUNT_MAX) {
            throw new IllegalArgumentException("a period's count is 1 to " + COUNT_MAX);
        }
    }

    public static BillingInterval of(Unit unit) {
        return new BillingInterval(unit, 1);
    }

    /** How many whole months it lasts; 0 when it is counted in days or weeks. */
    public int months() {
        return switch (unit) {
            case DAY, WEEK -> 0;
            case MONTH, QUARTER, HALF_YEAR -> unit.step * count;
            case YEAR -> 12 * count;
        };
    }

    /** Period number {@code index} (0 is the first) of a series that begins at the anchor. */
    public BillingPeriod period(Instant anchor, ZoneId zone, int index) {
        return new BillingPeriod(boundary(anchor, zone, index), boundary(anchor, zone, index + 1));
    }

    /** The number of the period that contains the instant; 0 for instants before the anchor. */
    public int indexAt(Instant anchor, ZoneId zone, Instant instant) {
        if (!instant.isAfter(anchor)) {
            return 0;
        }
        long estimate = unit.chrono.between(anchor.atZone(zone), instant.atZone(zone)) / ((long) unit.step * count);
        int index = Math.toIntExact(Math.min(Math.max(0, estimate - 1), PERIODS_MAX));
        while (!boundary(anchor, zone, index + 1).isAfter(instant)) {
            index++;
        }
        return index;
    }

    private Instant boundary(Instant anchor, ZoneId zone, int index) {
        if (index < 0 || index > PERIODS_MAX + 2) {
            throw new IllegalArgumentException("a period's number is 0 to " + PERIODS_MAX);
        }
        ZonedDateTime start = anchor.atZone(zone);
        return start.plus((long) unit.step * count * index, unit.chrono).toInstant();
    }

    /** The unit of a period; the wire name is lower case. */
    public enum Unit {
        DAY(ChronoUnit.DAYS, 1),
        WEEK(ChronoUnit.WEEKS, 1),
        MONTH(ChronoUnit.MONTHS, 1),
        QUARTER(ChronoUnit.MONTHS, 3),
        HALF_YEAR(ChronoUnit.MONTHS, 6),
        YEAR(ChronoUnit.YEARS, 1);

        private final ChronoUnit chrono;
        private final int step;

        Unit(ChronoUnit chrono, int step) {
            this.chrono = chrono;
            this.step = step;
        }

        /** The name used in JSON, YAML and the database. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Unit> of(String wireName) {
            return Arrays.stream(values()).filter(u -> u.wireName().equals(wireName)).findFirst();
        }
    }
}
