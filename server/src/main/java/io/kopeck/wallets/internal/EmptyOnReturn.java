package io.kopeck.wallets.internal;

import io.kopeck.catalog.Catalog;
import io.kopeck.catalog.DisputePolicy;
import io.kopeck.catalog.DisputePolicy.Rule;
import io.kopeck.kernel.Money;
import io.kopeck.kernel.ProductCode;
import io.kopeck.ledger.Ledger;
import io.kopeck.ledger.LedgerAccount;
import io.kopeck.ledger.Transfer;
import io.kopeck.ledger.Transfer.Reason;
import io.kopeck.payments.DisputeUse;
import io.kopeck.payments.PaymentView;
import io.kopeck.payments.Purpose;
import io.kopeck.payments.RefundCause;
import io.kopeck.payments.RefundId;
import io.kopeck.payments.RefundUse;
import io.kopeck.platform.events.EventLog;
import io.kopeck.wallets.WalletEvent.WalletBlocked;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Money of a top-up goes back: what staff return is taken out of the wallet first, and only what is unspent can be returned. What
 * went back without us and is spent, its owner owes; as the product's rule says, nothing is charged until it is paid.
 */
@Component
class EmptyOnReturn implements RefundUse, DisputeUse {

    private static final Logger log = LoggerFactory.getLogger(EmptyOnReturn.class);

    private final PurseStore purses;
    private final Catalog catalog;
    private final Ledger ledger;
    private final EventLog events;

    EmptyOnReturn(PurseStore purses, Catalog catalog, Ledger ledger, EventLog events) {
        this.purses = purses;
        this.catalog = catalog;
        this.ledger = ledger;
        this.events = events;
    }

    @Override
    public Purpose purpose() {
        return Purpose.TOP_UP;
    }

    @Override
    public Money returnable(PaymentView payment, Money left) {
        return least(left, purses.lock(payment.customer(), payment.product()).balance());
    }

    @Override
    public void requested(PaymentView payment, RefundId refund, Money amount, Instant now) {
        var purse = purses.lock(payment.customer(), payment.product());
        takeOut(payment, refund, purse, amount, now);
        purses.update(purse.with(purse.balance().minus(amount), purse.debt(), purse.blocked()), now);
    }

    @Override
    public void failed(PaymentView payment, RefundId refund, Money amount, Instant now) {
        var purse = purses.lock(payment.customer(), payment.product());
        post(payment, refund, "top_up:", Reason.TOP_UP, purse.deposit(), purse.account(), amount, now);
        purses.update(purse.with(purse.balance().plus(amount), purse.debt(), purse.blocked()), now);
    }

    @Override
    public void takenBack(PaymentView payment, RefundId refund, Money amount, RefundCause cause, boolean whole, Instant now) {
        if (payment.purpose() != Purpose.TOP_UP) {
            return;
        }
        var purse = purses.lock(payment.customer(), payment.product());
        var unspent = least(amount, purse.balance());
        var owed = amount.minus(unspent);
        if (unspent.isPositive()) {
            takeOut(payment, refund, purse, unspent, now);
        }
        if (owed.isPositive()) {
            post(payment, refund, "debt:", Reason.DEBT, purse.receivable(), purse.deposit(), owed, now);
        }
        boolean blocks = owed.isPositive() && rule(payment.product(), cause) == Rule.REVOKE;
        var left = purse.with(purse.balance().minus(unspent), purse.debt().plus(owed), purse.blocked() || blocks);
        purses.update(left, now);
        if (left.blocked() && !purse.blocked()) {
            events.append(now, new WalletBlocked(
                    purse.customer(), purse.id(), purse.product().value(), left.debt().minor(), left.debt().currency().name()));
            log.warn("event=wallet_blocked wallet={} payment={} debt={} cause={}", purse.id(), payment.id(), left.debt(), cause.wireName());
        }
    }

    private Rule rule(ProductCode product, RefundCause cause) {
        var policy = catalog.product(product).map(found -> found.disputes()).orElse(DisputePolicy.DEFAULT);
        return cause == RefundCause.CHARGEBACK ? policy.chargeback() : policy.refund();
    }

    private void takeOut(PaymentView payment, RefundId refund, Purse purse, Money amount, Instant now) {
        post(payment, refund, "top_up_return:", Reason.TOP_UP_RETURN, purse.account(), purse.deposit(), amount, now);
    }

    private void post(
            PaymentView payment, RefundId refund, String key, Reason reason, LedgerAccount debit, LedgerAccount credit, Money amount,
            Instant now) {
        ledger.post(new Transfer(
                payment.customer(), key + refund, debit, credit, amount, reason, payment.id().value(), refund.value(), now));
    }

    private static Money least(Money one, Money other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
