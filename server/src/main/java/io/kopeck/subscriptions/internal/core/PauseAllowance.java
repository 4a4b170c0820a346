package io.kopeck.subscriptions.internal.core;

import io.kopeck.catalog.PausePolicy;
import io.kopeck.kernel.BillingPeriod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** How much a customer may still pause: days in any 365, each day begun counts whole. */
public final class PauseAllowance {

    /** The stretch of time that the allowance is for. */
    public static final Duration YEAR = Duration.ofDays(365);

    private static final Duration DAY = Duration.ofDays(1);

    private PauseAllowance() {}

    /** How many days are left at this moment; {@code earlier} are the pauses that ended within the last year, or later. */
    public static long daysLeft(PausePolicy policy, List<BillingPeriod> earlier, Instant now) {
        var from = now.minus(YEAR);
        long used = earlier.stream()
                .filter(pause -> pause.end().isAfter(from))
                .mapToLong(pause -> days(pause.start().isBefore(from) ? from : pause.start(), pause.end()))
                .sum();
        return Math.max(0, policy.daysPerYear() - used);
    }

    /** How many days a pause counts as. */
    public static long days(Instant start, Instant end) {
        var whole = Duration.between(start, end);
        return whole.toDays() + (whole.equals(DAY.multipliedBy(whole.toDays())) ? 0 : 1);
    }
}
