package io.kopeck.subscriptions.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.kernel.BillingInterval;
import io.kopeck.kernel.BillingInterval.Unit;
import io.kopeck.kernel.BillingPeriod;
import io.kopeck.kernel.Currency;
import io.kopeck.kernel.Money;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WholeMonthsTest {

    private static final Terms QUARTERLY = new Terms(BillingInterval.of(Unit.QUARTER), Policies.ZONE,
            Policies.movix().dunning(), Policies.movix().cancellation());

    @ParameterizedTest
    @CsvSource({
        "2026-01-31T10:00, 2, 2026-02-28T10:00",
        "2026-02-28T09:59, 2, 2026-02-28T10:00",
        "2026-02-28T10:00, 1, 2026-03-31T10:00",
        "2026-03-31T10:00, 0, 2026-04-30T10:00",
        "2026-04-30T10:00, 0, 2026-04-30T10:00"})
    void countsFromTheAnchor(LocalDateTime now, int unused, LocalDateTime currentEnd) {
        var paid = Paid.first(QUARTERLY, moscow("2026-01-31T10:00"));

        var months = WholeMonths.of(paid, QUARTERLY, now.atZone(Policies.ZONE).toInstant());

        assertThat(months).isEqualTo(new WholeMonths(unused, 3, currentEnd.atZone(Policies.ZONE).toInstant()));
    }

    @Test
    void countsFromTheAnchorInLaterPeriodsToo() {
        var second = Paid.first(QUARTERLY, moscow("2026-01-31T10:00")).next(QUARTERLY, moscow("2026-04-30T10:00"));

        var months = WholeMonths.of(second, QUARTERLY, moscow("2026-05-31T10:00"));

        assertThat(months).isEqualTo(new WholeMonths(1, 3, moscow("2026-06-30T10:00")));
    }

    @Test
    void goesWithAnEndThatWasMoved() {
        var paid = Paid.first(QUARTERLY, moscow("2026-03-01T10:00"));
        var moved = paid.within(new BillingPeriod(paid.period().start(), paid.period().end().plus(Duration.ofDays(10))));

        var months = WholeMonths.of(moved, QUARTERLY, moscow("2026-04-10T10:00"));

        assertThat(months).isEqualTo(new WholeMonths(2, 3, moscow("2026-04-11T10:00")));
    }

    @Test
    void findsNoneInWeeksAndTrials() {
        var week = Paid.first(Policies.movix(), moscow("2026-03-01T10:00"));
        var trial = Paid.trial(Policies.WEEK, QUARTERLY, moscow("2026-03-01T10:00"));

        assertThat(WholeMonths.of(week, Policies.movix(), moscow("2026-03-02T10:00")).unused()).isZero();
        assertThat(WholeMonths.of(trial, QUARTERLY, moscow("2026-03-02T10:00")).unused()).isZero();
    }

    @Test
    void roundsDownAndNeverGivesBackMoreThanIsLeft() {
        assertThat(new Share(2, 3).of(rub("799.00"))).isEqualTo(rub("532.66"));
        assertThat(new Share(2, 3).of(rub("799.00"), rub("500.00"))).isEqualTo(rub("500.00"));
        assertThat(Share.ALL.of(rub("799.00"), rub("0.00"))).isEqualTo(rub("0.00"));
    }

    private static Money rub(String amount) {
        return Money.parse(amount, Currency.RUB);
    }

    private static Instant moscow(String local) {
        return LocalDateTime.parse(local).atZone(Policies.ZONE).toInstant();
    }
}
