package io.kopeck.subscriptions.internal.core;

import io.kopeck.kernel.BillingInterval;
import io.kopeck.kernel.BillingInterval.Unit;
import io.kopeck.kernel.BillingPeriod;
import java.time.Duration;
import java.time.Instant;

/**
 * The months of a paid period, counted from its anchor in the product's zone, and which of them have not begun.
 *
 * @param unused how many have not begun
 * @param whole how many there are; 0 for a period that is not made of months
 * @param currentEnd when the month that runs now ends
 */
record WholeMonths(int unused, int whole, Instant currentEnd) {

    private static final BillingInterval MONTH = BillingInterval.of(Unit.MONTH);

    static WholeMonths of(Paid paid, Terms terms, Instant now) {
        int whole = terms.interval().months();
        if (whole == 0 || paid.trial()) {
            return new WholeMonths(0, 0, paid.period().end());
        }
        // An end that was moved (a pause, an earlier cancellation) moves the months that are still to come with it.
        var moved = Duration.between(paid.nominal(terms).end(), paid.period().end());
        int first = paid.anchorIndex() * whole;
        int current = Math.max(first, MONTH.indexAt(paid.anchor(), terms.zone(), now.minus(moved)));
        int unused = Math.max(0, first + whole - 1 - current);
        return new WholeMonths(unused, whole, unused == 0
                ? paid.period().end()
                : MONTH.period(paid.anchor(), terms.zone(), current).end().plus(moved));
    }

    Share share() {
        return unused == 0 ? Share.NOTHING : new Share(unused, whole);
    }

    BillingPeriod kept(Paid paid) {
        return new BillingPeriod(paid.period().start(), currentEnd);
    }
}
