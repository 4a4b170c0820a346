package io.kopeck.subscriptions.internal;

import io.kopeck.catalog.Catalog;
import io.kopeck.catalog.DisputePolicy.Rule;
import io.kopeck.kernel.Money;
import io.kopeck.payments.DisputeUse;
import io.kopeck.payments.PaymentView;
import io.kopeck.payments.RefundCause;
import io.kopeck.payments.RefundId;
import io.kopeck.subscriptions.internal.core.Command;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** A subscription whose money was taken back without us goes on or ends, as its product's rule says. */
@Component
class FollowDisputes implements DisputeUse {

    private final SubscriptionStore subscriptions;
    private final Changes changes;
    private final Catalog catalog;

    FollowDisputes(SubscriptionStore subscriptions, Changes changes, Catalog catalog) {
        this.subscriptions = subscriptions;
        this.changes = changes;
        this.catalog = catalog;
    }

    @Override
    public void takenBack(PaymentView payment, RefundId refund, Money amount, RefundCause cause, boolean whole, Instant now) {
        if (payment.subscriptionId() == null || payment.periodNumber() == null) {
            return;
        }
        subscriptions.lock(payment.customer(), payment.subscriptionId()).ifPresent(row -> {
            var policy = catalog.product(row.product()).orElseThrow().disputes();
            boolean currentPeriod = payment.periodNumber() >= row.state().paid().number();
            boolean ends = cause == RefundCause.CHARGEBACK
                    ? policy.chargeback() == Rule.REVOKE
                    : policy.refund() == Rule.REVOKE && whole && currentPeriod;
            if (ends) {
                changes.apply(row, new Command.MoneyTakenBack(), now);
            }
        });
    }
}
