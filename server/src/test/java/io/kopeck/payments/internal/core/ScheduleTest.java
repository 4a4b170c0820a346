package io.kopeck.payments.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {

    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

    @ParameterizedTest
    @CsvSource({"0, PT10S", "1, PT20S", "2, PT40S", "7, PT21M20S", "8, PT30M", "20, PT30M", "63, PT30M", "64, PT30M", "1000000, PT30M"})
    void asksAboutAnUnknownOutcomeMoreAndMoreSeldomButNeverStops(int checks, Duration after) {
        assertThat(Schedule.afterUnknown(checks, NOW)).isEqualTo(NOW.plus(after));
    }

    @ParameterizedTest
    @CsvSource({"0, PT1M", "1, PT2M", "3, PT8M", "4, PT15M", "5, PT15M", "64, PT15M", "1000000, PT15M"})
    void asksAboutAWaitingCustomerAtLeastEveryQuarterOfAnHour(int checks, Duration after) {
        assertThat(Schedule.afterPending(checks, NOW)).isEqualTo(NOW.plus(after));
    }
}
