package io.kopeck.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.kopeck.kernel.BillingInterval.Unit;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BillingIntervalTest {

    private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final int CASES = 5_000;

    @ParameterizedTest
    @CsvSource({
        "MONTH, 2026-01-31, '2026-02-28,2026-03-31,2026-04-30,2026-05-31'",
        "MONTH, 2028-01-31, '2028-02-29,2028-03-31'",
        "MONTH, 2026-01-30, '2026-02-28,2026-03-30'",
        "QUARTER, 2026-11-30, '2027-02-28,2027-05-30,2027-08-30'",
        "HALF_YEAR, 2026-08-31, '2027-02-28,2027-08-31'",
        "YEAR, 2028-02-29, '2029-02-28,2030-02-28,2031-02-28,2032-02-29'",
        "WEEK, 2026-12-28, '2027-01-04,2027-01-11'",
        "DAY, 2026-02-28, '2026-03-01,2026-03-02'"})
    void countsEndsFromTheAnchorAndNotFromThePreviousEnd(Unit unit, LocalDate anchor, String ends) {
        var interval = BillingInterval.of(unit);
        var start = anchor.atTime(15, 30).atZone(MOSCOW).toInstant();

        var expected = ends.split(",");
        for (int index = 0; index < expected.length; index++) {
            var end = LocalDate.parse(expected[index]).atTime(15, 30).atZone(MOSCOW).toInstant();
            assertThat(interval.period(start, MOSCOW, index).end()).as("period " + index).isEqualTo(end);
        }
    }

    @Test
    void dependsOnTheZoneWhereTheDayEnds() {
        var anchor = Instant.parse("2026-01-30T22:30:00Z");

        var moscow = BillingInterval.of(Unit.MONTH).period(anchor, MOSCOW, 0).end();
        var utc = BillingInterval.of(Unit.MONTH).period(anchor, ZoneId.of("UTC"), 0).end();

        assertThat(moscow).isEqualTo("2026-02-27T22:30:00Z");
        assertThat(utc).isEqualTo("2026-02-28T22:30:00Z");
        assertThat(BillingInterval.of(Unit.MONTH).period(anchor, MOSCOW, 1).end()).isEqualTo("2026-03-30T22:30:00Z");
    }

    @Test
    void keepsTheHourOfTheDayWhenTheClocksChange() {
        var anchor = LocalDateTime.parse("2026-03-28T12:00").atZone(BERLIN).toInstant();

        var spring = BillingInterval.of(Unit.DAY).period(anchor, BERLIN, 0);
        var week = BillingInterval.of(Unit.WEEK).period(anchor, BERLIN, 0);

        assertThat(Duration.between(spring.start(), spring.end())).isEqualTo(Duration.ofHours(23));
        assertThat(week.end().atZone(BERLIN).toLocalDateTime()).isEqualTo("2026-04-04T12:00");
    }

    @Test
    void endsInTheGapOfTheClockAtTheNextRealMoment() {
        var anchor = LocalDateTime.parse("2026-02-28T02:30").atZone(BERLIN).toInstant();

        var intoGap = BillingInterval.of(Unit.DAY).period(anchor, BERLIN, 28);
        var behindGap = BillingInterval.of(Unit.DAY).period(anchor, BERLIN, 29);

        assertThat(intoGap.end()).isEqualTo(behindGap.start());
        assertThat(intoGap.end().atZone(BERLIN).toLocalDateTime()).isEqualTo("2026-03-29T03:30");
        assertThat(behindGap.end().atZone(BERLIN).toLocalDateTime()).isEqualTo("2026-03-30T02:30");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Europe/Moscow", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "UTC"})
    void findsThePeriodThatContainsAMoment(String zone) {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int i = 0; i < CASES; i++) {
            var interval = new BillingInterval(Unit.values()[random.nextInt(Unit.values().length)], random.nextInt(1, 5));
            var anchor = Instant.ofEpochSecond(random.nextLong(1_700_000_000L, 2_000_000_000L));
            var moment = anchor.plusSeconds(random.nextLong(0, 400_000_000L));

            int index = interval.indexAt(anchor, ZoneId.of(zone), moment);

            assertThat(interval.period(anchor, ZoneId.of(zone), index).contains(moment))
                    .as("seed %s, case %s: %s from %s, %s lies in period %s", seed, i, interval, anchor, moment, index).isTrue();
        }
    }

    @Test
    void leavesNoGapAndNoOverlapBetweenPeriods() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int i = 0; i < CASES; i++) {
            var interval = new BillingInterval(Unit.values()[random.nextInt(Unit.values().length)], random.nextInt(1, 4));
            var anchor = Instant.ofEpochSecond(random.nextLong(1_700_000_000L, 2_000_000_000L));
            int index = random.nextInt(0, 200);

            var one = interval.period(anchor, BERLIN, index);
            var next = interval.period(anchor, BERLIN, index + 1);

            assertThat(next.start()).as("seed %s, case %s", seed, i).isEqualTo(one.end());
            assertThat(interval.indexAt(anchor, BERLIN, one.start())).as("seed %s, case %s", seed, i).isEqualTo(index);
            assertThat(interval.indexAt(anchor, BERLIN, one.end().minusNanos(1))).as("seed %s, case %s", seed, i).isEqualTo(index);
        }
    }

    @Test
    void beginsWithTheFirstPeriodBeforeAndAtTheAnchor() {
        var anchor = Instant.parse("2026-05-01T00:00:00Z");
        var week = BillingInterval.of(Unit.WEEK);

        assertThat(week.indexAt(anchor, MOSCOW, anchor)).isZero();
        assertThat(week.indexAt(anchor, MOSCOW, anchor.minusSeconds(1_000_000))).isZero();
    }

    @Test
    void refusesWhatIsNoInterval() {
        assertThatIllegalArgumentException().isThrownBy(() -> new BillingInterval(Unit.DAY, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new BillingInterval(Unit.DAY, BillingInterval.COUNT_MAX + 1));
        assertThatIllegalArgumentException().isThrownBy(() -> BillingInterval.of(Unit.DAY).period(Instant.EPOCH, MOSCOW, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> new BillingPeriod(Instant.EPOCH, Instant.EPOCH));
    }

    @Test
    void knowsEveryUnitByItsName() {
        assertThat(Arrays.stream(Unit.values()).map(Unit::wireName))
                .containsExactly("day", "week", "month", "quarter", "half_year", "year");
        assertThat(Arrays.stream(Unit.values()).map(unit -> Unit.of(unit.wireName()).orElseThrow())).containsExactly(Unit.values());
        assertThat(Unit.of("Month")).isEmpty();
    }
}
