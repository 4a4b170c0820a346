package io.kopeck.wallets.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.wallets.ChargeResult.Refusal;
import io.kopeck.wallets.internal.core.Funds.Hold;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class FundsTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 30);
    private static final LocalDate TOMORROW = TODAY.plusDays(1);

    @Test
    void takesAFreeOperationFirst() {
        var before = funds(1_000, 1, null, null);

        var held = before.hold(700);

        assertThat(held.freeLeft()).isZero();
        assertThat(held.balance()).isEqualTo(1_000);
        assertThat(held.release(new Hold(0, TODAY))).isEqualTo(before);
        assertThat(held.capture(new Hold(0, TODAY), 0)).isEqualTo(held);
    }

    @Test
    void setsMoneyAsideAndReturnsWhatIsNotCaptured() {
        var before = funds(1_000, 0, null, null);

        var held = before.hold(700);

        assertThat(held.balance()).isEqualTo(300);
        assertThat(held.held()).isEqualTo(700);
        assertThat(held.spentToday()).isEqualTo(700);
        assertThat(held.release(new Hold(700, TODAY))).isEqualTo(before);
        assertThat(held.capture(new Hold(700, TODAY), 200)).isEqualTo(
                new Funds(800, 0, 0, TODAY, 200, 200, null, null, false));
    }

    @Test
    void saysWhyItCannotHold() {
        assertThat(funds(1_000, 0, null, null).refusal(1_000)).isNull();
        assertThat(funds(1_000, 0, null, null).refusal(1_001)).isEqualTo(Refusal.INSUFFICIENT_FUNDS);
        assertThat(funds(0, 1, 1L, 1L).refusal(1_000)).isNull();
        assertThat(funds(1_000, 0, 500L, null).refusal(500)).isNull();
        assertThat(funds(1_000, 0, 500L, null).refusal(501)).isEqualTo(Refusal.LIMIT_REACHED);
        assertThat(funds(1_000, 0, null, 500L).refusal(501)).isEqualTo(Refusal.LIMIT_REACHED);
        assertThat(funds(1_000, 0, 500L, null).hold(300).refusal(201)).isEqualTo(Refusal.LIMIT_REACHED);
        assertThat(new Funds(1_000, 0, 1, TODAY, 0, 0, null, null, true).refusal(1)).isEqualTo(Refusal.BLOCKED);
    }

    @Test
    void countsAnewEachDayAndMonth() {
        var held = funds(1_000, 0, null, null).on(TODAY.minusDays(1)).hold(400);

        assertThat(held.spentOn()).as("an earlier day counts as the last one").isEqualTo(TODAY);
        assertThat(held.on(TOMORROW).spentToday()).isZero();
        assertThat(held.on(TOMORROW).spentMonth()).as("December").isZero();
        assertThat(new Funds(0, 400, 0, TODAY.minusDays(1), 400, 400, null, null, false).on(TODAY).spentMonth()).isEqualTo(400);
    }

    @Test
    void givesLimitsBackOnTheirOwnDayAndMonthOnly() {
        var yesterday = new Hold(400, TODAY.minusDays(1));
        var sameMonth = new Funds(600, 400, 0, TODAY, 100, 500, null, null, false);
        var nextMonth = new Funds(600, 400, 0, TOMORROW, 100, 100, null, null, false);

        assertThat(sameMonth.release(yesterday)).isEqualTo(new Funds(1_000, 0, 0, TODAY, 100, 100, null, null, false));
        assertThat(sameMonth.capture(yesterday, 150)).isEqualTo(new Funds(850, 0, 0, TODAY, 100, 250, null, null, false));
        assertThat(nextMonth.release(yesterday)).isEqualTo(new Funds(1_000, 0, 0, TOMORROW, 100, 100, null, null, false));
    }

    private static Funds funds(long balance, int free, @Nullable Long dayLimit, @Nullable Long monthLimit) {
        return new Funds(balance, 0, free, TODAY, 0, 0, dayLimit, monthLimit, false);
    }
}
