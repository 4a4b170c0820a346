package io.kopeck.payments.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceiptScheduleTest {

    private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    /** The day of the settlement is the product's, not UTC's; 2026-11-20 is a Friday. */
    @ParameterizedTest
    @CsvSource({
        "2026-11-18T12:00:00Z, 2026-11-19T21:00:00Z",
        "2026-11-18T20:59:59Z, 2026-11-19T21:00:00Z",
        "2026-11-18T21:00:00Z, 2026-11-20T21:00:00Z",
        "2026-11-20T12:00:00Z, 2026-11-23T21:00:00Z",
        "2026-11-21T12:00:00Z, 2026-11-23T21:00:00Z",
        "2026-11-22T12:00:00Z, 2026-11-23T21:00:00Z",
    })
    void isDueByTheEndOfTheNextWorkingDay(Instant settledAt, Instant dueBy) {
        assertThat(ReceiptSchedule.dueBy(settledAt, MOSCOW)).isEqualTo(dueBy);
    }

    @Test
    void sendsLessOftenThanAProviderTakesBeforeItGivesUp() {
        var at = NOW;
        int tries = 1;
        while (at.isBefore(NOW.plus(ReceiptSchedule.GIVE_UP))) {
            at = ReceiptSchedule.afterRefusal(tries, at);
            tries++;
        }

        assertThat(tries).isLessThanOrEqualTo(ReceiptSchedule.TRIES_MAX);
    }

    @Test
    void asksAndSendsEverLessOftenButForEver() {
        assertThat(ReceiptSchedule.afterAsking(0, NOW)).isEqualTo(NOW.plusSeconds(10));
        assertThat(ReceiptSchedule.afterAsking(1, NOW)).isEqualTo(NOW.plusSeconds(20));
        assertThat(ReceiptSchedule.afterAsking(10_000, NOW)).isEqualTo(NOW.plus(Duration.ofHours(6)));
        assertThat(ReceiptSchedule.afterRefusal(1, NOW)).isEqualTo(NOW.plus(Duration.ofMinutes(1)));
        assertThat(ReceiptSchedule.afterRefusal(3, NOW)).isEqualTo(NOW.plus(Duration.ofMinutes(4)));
        assertThat(ReceiptSchedule.afterRefusal(10_000, NOW)).isEqualTo(NOW.plus(Duration.ofHours(12)));
    }
}
