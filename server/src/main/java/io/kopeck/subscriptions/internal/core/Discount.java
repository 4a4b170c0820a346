package io.kopeck.subscriptions.internal.core;

import io.kopeck.catalog.PromoCode.Benefit;
import io.kopeck.kernel.BillingPeriod;
import io.kopeck.kernel.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Optional;

/**
 * What a promo code makes of the beginning of a subscription.
 *
 * @param off by how much the first payment is lowered
 * @param trialDays by how many days the trial is longer
 */
public record Discount(Money off, int trialDays) {

    /**
     * Empty when the code is of no use: a fixed discount that the price does not exceed, or days for a trial that there is
     * not.
     *
     * @param onTrial whether the subscription begins with a trial, or could
     */
    public static Optional<Discount> of(Benefit benefit, Money price, boolean onTrial) {
        var nothing = Money.zero(price.currency());
        return switch (benefit) {
            case Benefit.Percent(var percent) -> onTrial
                    ? Optional.empty()
                    : Optional.of(new Discount(price.percent(BigDecimal.valueOf(percent), RoundingMode.DOWN), 0));
            case Benefit.Fixed(var amount) -> onTrial || amount.currency() != price.currency() || amount.compareTo(price) >= 0
                    ? Optional.empty()
                    : Optional.of(new Discount(amount, 0));
            case Benefit.TrialDays(var days) -> onTrial ? Optional.of(new Discount(nothing, days)) : Optional.empty();
        };
    }

    /** The trial with its further days. */
    public State prolonged(State state) {
        if (trialDays == 0 || !(state instanceof State.Active(var paid))) {
            return state;
        }
        var period = paid.period();
        return new State.Active(paid.within(new BillingPeriod(period.start(), period.end().plus(Duration.ofDays(trialDays)))));
    }
}
