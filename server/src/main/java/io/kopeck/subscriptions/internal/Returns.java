package io.kopeck.subscriptions.internal;

import io.kopeck.kernel.Money;
import io.kopeck.payments.PaymentView;
import io.kopeck.payments.Payments;
import io.kopeck.payments.RefundCause;
import io.kopeck.payments.RefundView;
import io.kopeck.subscriptions.internal.core.Share;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What goes back to the customer who cancels: the preview and the deed are computed here, by the same rule. */
@Component
public class Returns {

    private final Credits credits;
    private final Payments payments;

    Returns(Credits credits, Payments payments) {
        this.credits = credits;
        this.payments = payments;
    }

    /** What a share of the subscription's payment comes to; empty when that is nothing. */
    public Optional<Money> amount(SubscriptionRow row, Share share) {
        return find(row, share).map(Return::amount);
    }

    /**
     * Starts the refund, in the transaction that changes the subscription; null when nothing goes back. What was paid by credit
     * becomes credit again.
     */
    public @Nullable RefundView start(SubscriptionRow row, Share share, Instant now) {
        var found = find(row, share);
        int period = row.state().paid().number();
        var credit = credits.used(row, period).minus(credits.returned(row, period));
        credits.enter(row, period, Credits.Reason.RETURNED, share.of(credit), now);
        return found.map(money -> payments.requestRefund(money.payment().id(), money.amount(), RefundCause.CANCELLATION,
                        "Subscription cancelled", row.customer().toString()))
                .orElse(null);
    }

    /** What is left of the worth of the present period: what was paid for it, less what has gone back already. */
    Money worth(SubscriptionRow row) {
        var returned = payments.ofSubscription(row.customer(), row.id().value()).stream()
                .filter(payment -> isFor(row, payment))
                .map(PaymentView::refunded)
                .reduce(credits.returned(row, row.state().paid().number()), Money::plus);
        return returned.compareTo(row.value()) > 0 ? Money.zero(returned.currency()) : row.value().minus(returned);
    }

    /**
     * The whole of the newest settled payment, or a part of the one that paid for the present period; never more than the
     * money that the present period is worth: what a change of tariff left over is credit already.
     */
    private Optional<Return> find(SubscriptionRow row, Share share) {
        if (share.isNothing()) {
            return Optional.empty();
        }
        var period = row.state().paid().number();
        var credit = credits.used(row, period).minus(credits.returned(row, period));
        return payments.ofSubscription(row.customer(), row.id().value()).stream()
                .filter(payment -> payment.settledAt() != null && left(payment).isPositive())
                .filter(payment -> share.equals(Share.ALL) || isFor(row, payment))
                .findFirst()
                .map(payment -> new Return(payment, least(share.of(payment.amount(), left(payment)), worth(row).minus(credit))))
                .filter(found -> found.amount().isPositive());
    }

    private static boolean isFor(SubscriptionRow row, PaymentView payment) {
        return payment.settledAt() != null && payment.periodNumber() != null
                && payment.periodNumber() == row.state().paid().number();
    }

    private static Money left(PaymentView payment) {
        return payment.settled().minus(payment.refunded());
    }

    private static Money least(Money one, Money other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    /** A payment and how much of it goes back. */
    private record Return(PaymentView payment, Money amount) {}
}
