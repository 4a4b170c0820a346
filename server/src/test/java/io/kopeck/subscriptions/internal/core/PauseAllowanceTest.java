package io.kopeck.subscriptions.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.catalog.PausePolicy;
import io.kopeck.kernel.BillingPeriod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PauseAllowanceTest {

    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    private static final PausePolicy THIRTY = new PausePolicy(30);

    @Test
    void countsEveryDayBegun() {
        assertThat(PauseAllowance.days(NOW, NOW.plus(Duration.ofDays(3)))).isEqualTo(3);
        assertThat(PauseAllowance.days(NOW, NOW.plus(Duration.ofDays(3)).plusNanos(1000))).isEqualTo(4);
        assertThat(PauseAllowance.days(NOW, NOW.plusSeconds(1))).isEqualTo(1);
    }

    @Test
    void leavesWhatWasNotUsedInTheLastYear() {
        assertThat(left()).isEqualTo(30);
        assertThat(left(pause(100, 10), pause(50, 5))).isEqualTo(15);
        assertThat(left(pause(366, 1))).isEqualTo(30);
        assertThat(left(pause(370, 10))).isEqualTo(25);
        assertThat(left(pause(100, 40))).isZero();
    }

    private static long left(BillingPeriod... earlier) {
        return PauseAllowance.daysLeft(THIRTY, List.of(earlier), NOW);
    }

    private static BillingPeriod pause(int daysAgo, int days) {
        var start = NOW.minus(Duration.ofDays(daysAgo));
        return new BillingPeriod(start, start.plus(Duration.ofDays(days)));
    }
}
