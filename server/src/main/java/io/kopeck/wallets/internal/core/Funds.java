package io.kopeck.wallets.internal.core;

import io.kopeck.wallets.ChargeResult.Refusal;
import java.time.LocalDate;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/**
 * What a wallet has and may spend, in minor units. What is held counts as spent on the day it was held, until it is returned.
 *
 * @param balance what can be spent, without what is held
 * @param spentOn the last day that anything was spent on; {@code spentToday} and {@code spentMonth} are that day's and its month's
 * @param dayLimit null: none
 * @param monthLimit null: none
 */
public record Funds(
        long balance, long held, int freeLeft, LocalDate spentOn, long spentToday, long spentMonth,
        @Nullable Long dayLimit, @Nullable Long monthLimit, boolean blocked) {

    public Funds {
        if (balance < 0 || held < 0 || freeLeft < 0 || spentToday < 0 || spentMonth < 0) {
            throw new IllegalArgumentException("a wallet has nothing negative");
        }
    }

    /** The same on a day: what was spent on an earlier one no longer counts. */
    public Funds on(LocalDate day) {
        if (!day.isAfter(spentOn)) {
            return this;
        }
        return new Funds(balance, held, freeLeft, day, 0, YearMonth.from(day).equals(YearMonth.from(spentOn)) ? spentMonth : 0, dayLimit, monthLimit, blocked);
    }

    /** Why so much cannot be held now, when no free operation is left for it; null when it can. */
    public @Nullable Refusal refusal(long amount) {
        if (blocked) {
            return Refusal.BLOCKED;
        }
        if (freeLeft > 0) {
            return null;
        }
        if (balance < amount) {
            return Refusal.INSUFFICIENT_FUNDS;
        }
        boolean within = isWithin(spentToday + amount, dayLimit) && isWithin(spentMonth + amount, monthLimit);
        return within ? null : Refusal.LIMIT_REACHED;
    }

    /** With a free operation taken if there is one, else with the amount set aside; {@link #refusal} was null. */
    public Funds hold(long amount) {
        return freeLeft > 0
                ? new Funds(balance, held, freeLeft - 1, spentOn, spentToday, spentMonth, dayLimit, monthLimit, blocked)
                : new Funds(balance - amount, held + amount, freeLeft, spentOn, spentToday + amount, spentMonth + amount, dayLimit, monthLimit, blocked);
    }

    /** With a part of a hold spent and the rest returned. */
    public Funds capture(Hold hold, long amount) {
        long rest = hold.minor() - amount;
        return new Funds(
                balance + rest, held - hold.minor(), freeLeft, spentOn,
                hold.on().equals(spentOn) ? spentToday - rest : spentToday,
                YearMonth.from(hold.on()).equals(YearMonth.from(spentOn)) ? spentMonth - rest : spentMonth,
                dayLimit, monthLimit, blocked);
    }

    /** With a hold returned, be it money or a free operation. */
    public Funds release(Hold hold) {
        var returned = capture(hold, 0);
        return !hold.isFree() ? returned
                : new Funds(balance, held, freeLeft + 1, spentOn, spentToday, spentMonth, dayLimit, monthLimit, blocked);
    }

    private static boolean isWithin(long spent, @Nullable Long limit) {
        return limit == null || spent <= limit;
    }

    /**
     * What is held for an operation.
     *
     * @param minor zero for a free operation
     * @param on the day on which it counts against the limits
     */
    public record Hold(long minor, LocalDate on) {

        public boolean isFree() {
            return minor == 0;
        }
    }
}
