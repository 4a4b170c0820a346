package io.kopeck.subscriptions.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.catalog.ChangePolicy;
import io.kopeck.catalog.ChangePolicy.Way;
import io.kopeck.catalog.Tariff;
import io.kopeck.catalog.TariffId;
import io.kopeck.kernel.BillingInterval;
import io.kopeck.kernel.BillingInterval.Unit;
import io.kopeck.kernel.BillingPeriod;
import io.kopeck.kernel.Currency;
import io.kopeck.kernel.Money;
import io.kopeck.kernel.ProductCode;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What changes of tariff come to, in examples and in lives made by chance. */
class TariffChangeTest {

    private static final Instant START = Instant.parse("2026-01-31T09:00:00Z");
    private static final int LIVES = 5_000;
    private static final int STEPS = 40;

    @Test
    void creditsTheUnusedShareRoundedDown() {
        var month = terms(new BillingInterval(Unit.DAY, 30));
        var paid = Paid.first(month, START);

        var change = TariffChange.now(Way.NOW_PRORATED, paid, rub(100_00), month, rub(300_00), rub(0), START.plus(Duration.ofDays(20)));

        assertThat(change.unused()).isEqualTo(rub(33_33));
        assertThat(change.due()).isEqualTo(new Due(rub(300_00), rub(33_33), rub(266_67)));
        assertThat(change.value()).isEqualTo(rub(300_00));
        assertThat(change.next(paid, month, START.plus(Duration.ofDays(20))).period().start()).isEqualTo(START.plus(Duration.ofDays(20)));
    }

    @Test
    void keepsAsCreditWhatExceedsTheNewPrice() {
        var month = terms(new BillingInterval(Unit.DAY, 30));
        var paid = Paid.first(month, START);

        var change = TariffChange.now(Way.NOW_PRORATED, paid, rub(900_00), month, rub(100_00), rub(50_00), START.plus(Duration.ofDays(10)));

        assertThat(change.unused()).isEqualTo(rub(600_00));
        assertThat(change.due()).isEqualTo(new Due(rub(100_00), rub(100_00), rub(0)));
    }

    @Test
    void makesThePeriodLongerWhereTheFullPriceIsCharged() {
        var month = terms(new BillingInterval(Unit.DAY, 30));
        var paid = Paid.first(month, START);
        var now = START.plus(Duration.ofDays(15));

        var change = TariffChange.now(Way.NOW_FULL_PRICE, paid, rub(1000_00), month, rub(2000_00), rub(0), now);

        assertThat(change.due().charge()).isEqualTo(rub(2000_00));
        assertThat(change.extra()).isEqualTo(Duration.ofHours(180));
        assertThat(change.value()).isEqualTo(rub(2500_00));
        assertThat(change.next(paid, month, now).period().end()).isEqualTo(now.plus(Duration.ofDays(37)).plus(Duration.ofHours(12)));
    }

    @ParameterizedTest
    @CsvSource({
        "299.00, MONTH, 799.00, QUARTER, false",
        "799.00, QUARTER, 299.00, MONTH, true",
        "299.00, MONTH, 2799.00, YEAR, false",
        "100.00, WEEK, 400.00, MONTH, false",
        "100.00, WEEK, 440.00, MONTH, true",
        "100.00, MONTH, 100.00, MONTH, false"})
    void goesUpWhereTimeCostsMore(String fromPrice, Unit fromUnit, String toPrice, Unit toUnit, boolean up) {
        var from = tariff(fromPrice, fromUnit);
        var to = tariff(toPrice, toUnit);
        var policy = new ChangePolicy(Way.NOW_PRORATED, Way.NOW_FULL_PRICE);

        assertThat(TariffChange.way(policy, from, to, false)).isEqualTo(up ? Way.NOW_PRORATED : Way.NOW_FULL_PRICE);
        assertThat(TariffChange.way(policy, from, to, true)).isEqualTo(Way.AT_PERIOD_END);
    }

    @Test
    void losesNoMoneyAndNoDayInAnyLife() {
        long base = System.nanoTime();
        for (int life = 0; life < LIVES; life++) {
            live(base + life);
        }
    }

    /** A subscriber who changes tariffs, pauses and renews at random moments, against an account of every kopeck. */
    private static void live(long seed) {
        var random = new Random(seed);
        var tariffs = List.of(BillingInterval.of(Unit.WEEK), BillingInterval.of(Unit.MONTH), BillingInterval.of(Unit.QUARTER),
                BillingInterval.of(Unit.YEAR), new BillingInterval(Unit.DAY, 10));
        var prices = random.ints(tariffs.size(), 1, 300_000).mapToObj(TariffChangeTest::rub).toList();
        var told = new ArrayList<String>();
        int at = random.nextInt(tariffs.size());
        var now = START;
        var paid = Paid.first(terms(tariffs.get(at)), now);
        var value = prices.get(at);
        var balance = rub(0);
        long charged = value.minor();
        long used = 0;
        for (int i = 0; i < STEPS; i++) {
            var what = "seed " + seed + ": " + told;
            var before = paid;
            if (random.nextInt(3) == 0) {
                now = paid.period().end();
                int next = random.nextInt(tariffs.size());
                var due = Due.of(prices.get(next), balance);
                paid = paid.next(terms(tariffs.get(next)), now);
                assertThat(paid.period().start()).as("no day is skipped or paid twice, " + what).isEqualTo(before.period().end());
                used += value.minor();
                charged += due.charge().minor();
                balance = balance.minus(due.credit());
                value = due.price();
                told.add("renew to " + next);
            } else if (random.nextInt(4) == 0) {
                var moment = within(random, paid.period());
                var pause = Duration.ofHours(random.nextInt(1, 900));
                now = moment.plus(pause);
                paid = new State.Paused(paid, moment, now).continued(now);
                assertThat(Duration.between(now, paid.period().end())).as("a pause keeps what is left, " + what)
                        .isEqualTo(Duration.between(moment, before.period().end()));
                told.add("pause " + pause);
                continue;
            } else {
                now = within(random, paid.period());
                int next = random.nextInt(tariffs.size());
                var way = random.nextBoolean() ? Way.NOW_PRORATED : Way.NOW_FULL_PRICE;
                var terms = terms(tariffs.get(next));
                var change = TariffChange.now(way, paid, value, terms, prices.get(next), balance, now);
                assertUsedFairly(before.period(), value, change.unused(), now, what);
                used += value.minus(change.unused()).minor();
                charged += change.due().charge().minor();
                if (way == Way.NOW_PRORATED) {
                    balance = balance.plus(change.unused());
                }
                balance = balance.minus(change.due().credit());
                value = change.value();
                paid = change.next(paid, terms, now);
                assertThat(paid.period().start()).as("the new period begins with the change, " + what).isEqualTo(now);
                assertThat(Duration.between(paid.period().start(), paid.period().end())).as("no shorter than sold, " + what)
                        .isGreaterThanOrEqualTo(length(tariffs.get(next), now));
                told.add(way + " to " + next);
            }
            assertThat(paid.number()).as("numbers have no gaps, " + what).isEqualTo(before.number() + 1);
            assertThat(charged).as("no negative charge, " + what).isNotNegative();
            assertThat(balance.minor()).as("no negative credit, " + what).isNotNegative();
            assertThat(charged).as("every kopeck is used, unused or credit, " + what).isEqualTo(used + value.minor() + balance.minor());
        }
    }

    /** What was used is the share of the time that has passed, and less than a kopeck more. */
    private static void assertUsedFairly(BillingPeriod period, Money value, Money unused, Instant now, String what) {
        var length = BigInteger.valueOf(ChronoUnit.MICROS.between(period.start(), period.end()));
        var passed = BigInteger.valueOf(ChronoUnit.MICROS.between(period.start(), now));
        var exact = BigInteger.valueOf(value.minor()).multiply(passed);
        var used = BigInteger.valueOf(value.minor() - unused.minor()).multiply(length);
        assertThat(used).as("not less than was used, " + what).isGreaterThanOrEqualTo(exact);
        assertThat(used.subtract(exact)).as("less than a kopeck more, " + what).isLessThan(length);
    }

    private static Instant within(Random random, BillingPeriod period) {
        return period.start().plusSeconds(random.nextLong(Duration.between(period.start(), period.end()).toSeconds()));
    }

    private static Duration length(BillingInterval interval, Instant start) {
        var period = interval.period(start, Policies.ZONE, 0);
        return Duration.between(period.start(), period.end());
    }

    private static Tariff tariff(String price, Unit unit) {
        return new Tariff(new TariffId(UUID.randomUUID()), 1, new ProductCode("movix"), "", "", Money.parse(price, Currency.RUB),
                BillingInterval.of(unit), null, null, true);
    }

    private static Terms terms(BillingInterval interval) {
        return new Terms(interval, Policies.ZONE, Policies.movix().dunning(), Policies.movix().cancellation());
    }

    private static Money rub(long minor) {
        return new Money(minor, Currency.RUB);
    }
}
