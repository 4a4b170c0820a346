package io.kopeck.subscriptions.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.kernel.BillingInterval;
import io.kopeck.kernel.BillingInterval.Unit;
import java.time.Instant;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaidTest {

    private static final Terms MONTHLY = new Terms(BillingInterval.of(Unit.MONTH), Policies.ZONE,
            Policies.cinema().dunning(), Policies.cinema().cancellation());

    @Test
    void followsTheEndsOfTheMonths() {
        var january = Paid.first(MONTHLY, moscow("2026-01-31T10:00"));

        var february = january.next(MONTHLY, january.period().end());
        var march = february.next(MONTHLY, february.period().end());

        assertThat(january.period().end()).isEqualTo(moscow("2026-02-28T10:00"));
        assertThat(february.period().end()).isEqualTo(moscow("2026-03-31T10:00"));
        assertThat(march.period().end()).isEqualTo(moscow("2026-04-30T10:00"));
        assertThat(march.number()).isEqualTo(2);
    }

    @Test
    void countsPaidPeriodsFromTheEndOfTheTrial() {
        var trial = Paid.trial(Policies.WEEK, MONTHLY, moscow("2026-01-24T10:00"));

        var paid = trial.next(MONTHLY, trial.period().end());
        var second = paid.next(MONTHLY, paid.period().end());

        assertThat(trial.trial()).isTrue();
        assertThat(paid.trial()).isFalse();
        assertThat(paid.number()).isEqualTo(1);
        assertThat(paid.period().start()).isEqualTo(moscow("2026-01-31T10:00"));
        assertThat(second.period().start()).isEqualTo(moscow("2026-02-28T10:00"));
        assertThat(second.period().end()).isEqualTo(moscow("2026-03-31T10:00"));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-02-28T10:00, 2026-02-28T10:00, 2026-03-31T10:00",
        "2026-03-31T09:59, 2026-02-28T10:00, 2026-03-31T10:00",
        "2026-03-31T10:00, 2026-03-31T10:00, 2026-04-30T10:00",
        "2026-07-15T00:00, 2026-06-30T10:00, 2026-07-31T10:00"})
    void leavesOutWhatPassedUnserved(LocalDateTime at, LocalDateTime start, LocalDateTime end) {
        var january = Paid.first(MONTHLY, moscow("2026-01-31T10:00"));

        var next = january.next(MONTHLY, at.atZone(Policies.ZONE).toInstant());

        assertThat(next.period().start()).isEqualTo(start.atZone(Policies.ZONE).toInstant());
        assertThat(next.period().end()).isEqualTo(end.atZone(Policies.ZONE).toInstant());
        assertThat(next.number()).isEqualTo(1);
    }

    @Test
    void leavesOutWhatPassedUnservedAfterATrialToo() {
        var trial = Paid.trial(Policies.WEEK, MONTHLY, moscow("2026-01-24T10:00"));

        var next = trial.next(MONTHLY, moscow("2026-04-10T10:00"));

        assertThat(next.period().start()).isEqualTo(moscow("2026-03-31T10:00"));
        assertThat(next.trial()).isFalse();
        assertThat(next.next(MONTHLY, next.period().end()).period().end()).isEqualTo(moscow("2026-05-31T10:00"));
    }

    @Test
    void beginsANewSeriesAtThePaymentAfterTimeWithoutAccess() {
        var january = Paid.first(MONTHLY, moscow("2026-01-31T10:00"));

        var again = january.restart(MONTHLY, moscow("2026-03-05T12:00"));

        assertThat(again.number()).isEqualTo(1);
        assertThat(again.period().start()).isEqualTo(moscow("2026-03-05T12:00"));
        assertThat(again.period().end()).isEqualTo(moscow("2026-04-05T12:00"));
        assertThat(again.next(MONTHLY, again.period().end()).period().end()).isEqualTo(moscow("2026-05-05T12:00"));
    }

    private static Instant moscow(String local) {
        return LocalDateTime.parse(local).atZone(Policies.ZONE).toInstant();
    }
}
