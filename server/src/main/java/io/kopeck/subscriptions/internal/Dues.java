package io.kopeck.subscriptions.internal;

import io.kopeck.kernel.CustomerId;
import io.kopeck.kernel.Money;
import io.kopeck.kernel.ProductCode;
import io.kopeck.subscriptions.internal.Credits.Reason;
import io.kopeck.subscriptions.internal.core.Command;
import io.kopeck.subscriptions.internal.core.Due;
import io.kopeck.subscriptions.internal.core.Step;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What customers owe for a period, less their credit, and how a period that is paid for is given. */
@Component
public class Dues {

    private final Credits credits;
    private final Orders orders;
    private final Changes changes;

    Dues(Credits credits, Orders orders, Changes changes) {
        this.credits = credits;
        this.orders = orders;
        this.changes = changes;
    }

    /** For a first period at this price. */
    public Due first(CustomerId customer, ProductCode product, Money price) {
        return Due.of(price, credits.balance(customer, product, price.currency()));
    }

    /** For the period after the present one. */
    public Due next(SubscriptionRow row) {
        return first(row.customer(), row.product(), orders.following(row).price());
    }

    /** As {@link #next} for many, by subscription. */
    Map<UUID, Due> next(Collection<SubscriptionRow> rows) {
        var balances = credits.balances(rows);
        return rows.stream().collect(Collectors.toMap(row -> row.id().value(), row -> Due.of(
                orders.following(row).price(),
                balances.getOrDefault(row.id().value(), Money.zero(row.price().currency())))));
    }

    /**
     * Gives the next period, whose price was paid by this much money and for the rest by credit.
     *
     * @param openedAt when the payment was begun
     * @return refused, with nothing written, where the subscription cannot take it or the credit is not there any more
     */
    Step renew(SubscriptionRow row, Money charged, Instant openedAt, Instant now) {
        var tariff = orders.following(row);
        var used = tariff.price().minus(charged);
        if (!isThere(row, used)) {
            return Step.refuse(Step.Reason.NOT_ALLOWED);
        }
        int number = row.state().paid().number() + 1;
        var paid = new Command.RenewalPaid(openedAt, row.method() != null);
        var step = changes.apply(row.sold(tariff).worth(tariff.price()), paid, now);
        if (step instanceof Step.Go) {
            credits.enter(row, number, Reason.CHARGE, used, now);
        }
        return step;
    }

    /** Whether the customer still has the credit that a charge was lowered by. */
    boolean isThere(SubscriptionRow row, Money used) {
        return used.isZero() || (used.isPositive()
                && used.compareTo(credits.balance(row.customer(), row.product(), used.currency())) <= 0);
    }

    /** Takes the credit that the first period's charge was lowered by. */
    public void useForFirst(SubscriptionRow row, Money used, Instant now) {
        credits.enter(row, 0, Reason.CHARGE, used, now);
    }
}
