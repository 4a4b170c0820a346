package io.kopeck.subscriptions.internal.core;

import io.kopeck.kernel.BillingInterval;
import io.kopeck.kernel.BillingPeriod;
import java.time.Duration;
import java.time.Instant;

/**
 * The period that a subscription last had: paid for, or on trial.
 *
 * @param period its bounds
 * @param number counts all periods the subscription ever had, from 0, without gaps; names the period of a payment
 * @param anchor where the present series of periods is counted from
 * @param anchorIndex the period's place in that series
 * @param trial whether it was given without payment
 */
public record Paid(BillingPeriod period, int number, Instant anchor, int anchorIndex, boolean trial) {

    /** The first period, begun at a payment. */
    static Paid first(Terms terms, Instant start) {
        return new Paid(terms.interval().period(start, terms.zone(), 0), 0, start, 0, false);
    }

    /** The trial that a subscription begins with. */
    static Paid trial(BillingInterval trial, Terms terms, Instant start) {
        return new Paid(trial.period(start, terms.zone(), 0), 0, start, 0, true);
    }

    /** The whole period as the series has it, whatever its end was moved to since. */
    BillingPeriod nominal(Terms terms) {
        return terms.interval().period(anchor, terms.zone(), anchorIndex);
    }

    /** This period with other bounds: what follows is counted from its new end. */
    Paid within(BillingPeriod bounds) {
        return new Paid(bounds, number, anchor, anchorIndex, trial);
    }

    /** This period, used by so much later: it keeps its length. */
    Paid later(Duration delay) {
        return within(new BillingPeriod(period.start().plus(delay), period.end().plus(delay)));
    }

    /**
     * The period that follows without a gap. Where more than a whole period has passed unserved (the server was down),
     * the one that contains {@code at}: what lies between is never charged.
     */
    public Paid next(Terms terms, Instant at) {
        boolean anew = trial || !period.equals(nominal(terms));
        var from = anew ? period.end() : anchor;
        int index = anew ? 0 : anchorIndex + 1;
        var following = terms.interval().period(from, terms.zone(), index);
        if (at.isBefore(following.end())) {
            return new Paid(following, number + 1, from, index, false);
        }
        int current = terms.interval().indexAt(from, terms.zone(), at);
        return new Paid(terms.interval().period(from, terms.zone(), current), number + 1, from, current, false);
    }

    /** A period that begins anew at the payment, because there was no access since the last one ended. */
    Paid restart(Terms terms, Instant at) {
        return new Paid(terms.interval().period(at, terms.zone(), 0), number + 1, at, 0, false);
    }
}
