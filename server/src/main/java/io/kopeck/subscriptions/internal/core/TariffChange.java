package io.kopeck.subscriptions.internal.core;

import io.kopeck.catalog.ChangePolicy;
import io.kopeck.catalog.ChangePolicy.Way;
import io.kopeck.catalog.Tariff;
import io.kopeck.kernel.BillingInterval;
import io.kopeck.kernel.BillingPeriod;
import io.kopeck.kernel.Money;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What changing to another tariff now comes to. What was paid and not used is never lost: it lowers the charge, stays as
 * credit, or makes the new period longer.
 *
 * @param unused the unused share of what was paid for the present period, rounded down
 * @param due what the new period costs; its credit includes the unused share where that is credited
 * @param value what the new period is worth: the share of it that is unused is what a later change gives back
 * @param extra by how much the new period is longer than its tariff says
 */
public record TariffChange(Way way, Money unused, Due due, Money value, Duration extra) {

    /** A month of the Julian year, and all other units, in 48ths of a day. */
    private static final long DAY = 48;
    private static final long MONTH = 1461;

    /** In which way the product changes from one tariff to the other. A trial is used up first. */
    public static Way way(ChangePolicy policy, Tariff from, Tariff to, boolean trial) {
        return trial ? Way.AT_PERIOD_END : costsMore(from, to) ? policy.upgrade() : policy.downgrade();
    }

    /** Whether the other tariff costs more per time. */
    static boolean costsMore(Tariff from, Tariff to) {
        return product(to.price().minor(), length(from.interval())).compareTo(product(from.price().minor(), length(to.interval()))) > 0;
    }

    /**
     * A change that takes place now.
     *
     * @param paid the present period, of which now is a part
     * @param value what was paid for it
     * @param terms of the new tariff
     * @param balance the customer's credit
     */
    public static TariffChange now(Way way, Paid paid, Money value, Terms terms, Money price, Money balance, Instant now) {
        var unused = unused(paid.period(), now).of(value);
        return switch (way) {
            case NOW_PRORATED -> new TariffChange(way, unused, Due.of(price, balance.plus(unused)), price, Duration.ZERO);
            case NOW_FULL_PRICE -> new TariffChange(
                    way, unused, Due.of(price, balance), price.plus(unused), bought(unused, price, paid.restart(terms, now).period()));
            case AT_PERIOD_END -> throw new IllegalArgumentException("what happens at the end of the period happens then");
        };
    }

    /** The period that begins with the change. */
    public Paid next(Paid paid, Terms terms, Instant now) {
        var fresh = paid.restart(terms, now);
        return fresh.within(new BillingPeriod(fresh.period().start(), fresh.period().end().plus(extra)));
    }

    static Share unused(BillingPeriod period, Instant now) {
        if (!now.isBefore(period.end())) {
            return Share.NOTHING;
        }
        var from = now.isBefore(period.start()) ? period.start() : now;
        return new Share(ChronoUnit.MICROS.between(from, period.end()), ChronoUnit.MICROS.between(period.start(), period.end()));
    }

    /** How long an amount lasts at this price, rounded up to the second. */
    private static Duration bought(Money amount, Money price, BillingPeriod period) {
        var seconds = product(amount.minor(), Duration.between(period.start(), period.end()).toSeconds());
        var whole = seconds.add(BigInteger.valueOf(price.minor() - 1)).divide(BigInteger.valueOf(price.minor()));
        return Duration.ofSeconds(whole.longValueExact());
    }

    private static long length(BillingInterval interval) {
        return interval.count() * switch (interval.unit()) {
            case DAY -> DAY;
            case WEEK -> 7 * DAY;
            case MONTH -> MONTH;
            case QUARTER -> 3 * MONTH;
            case HALF_YEAR -> 6 * MONTH;
            case YEAR -> 12 * MONTH;
        };
    }

    private static BigInteger product(long one, long other) {
        return BigInteger.valueOf(one).multiply(BigInteger.valueOf(other));
    }
}
