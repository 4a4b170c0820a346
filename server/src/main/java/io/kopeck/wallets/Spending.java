package io.kopeck.wallets;

import io.kopeck.kernel.Currency;
import io.kopeck.kernel.Money;
import java.time.LocalDate;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/**
 * What may be spent from a wallet in a day and a month, and what was. What is held counts as spent; what was refunded stays
 * counted.
 *
 * @param dayLimit null: as much as there is
 * @param monthLimit null: as much as there is
 * @param lastOn the last day that anything was spent on, in the product's time zone
 * @param lastDay what was spent on that day
 * @param lastMonth what was spent in its month
 */
public record Spending(@Nullable Money dayLimit, @Nullable Money monthLimit, LocalDate lastOn, Money lastDay, Money lastMonth) {

    /** Nothing spent, nothing forbidden. */
    public static Spending none(LocalDate day, Currency currency) {
        return new Spending(null, null, day, Money.zero(currency), Money.zero(currency));
    }

    /** What is spent on the day, which is not before the last one. */
    public Money on(LocalDate day) {
        return day.isAfter(lastOn) ? Money.zero(lastDay.currency()) : lastDay;
    }

    /** What is spent in the day's month. */
    public Money inMonthOf(LocalDate day) {
        return YearMonth.from(day).isAfter(YearMonth.from(lastOn)) ? Money.zero(lastMonth.currency()) : lastMonth;
    }
}
