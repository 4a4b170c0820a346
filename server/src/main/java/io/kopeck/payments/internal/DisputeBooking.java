package io.kopeck.payments.internal;

import io.kopeck.audit.AuditEntry;
import io.kopeck.audit.AuditLog;
import io.kopeck.kernel.Money;
import io.kopeck.ledger.Ledger;
import io.kopeck.ledger.LedgerAccount;
import io.kopeck.ledger.Transfer;
import io.kopeck.payments.DisputeUse;
import io.kopeck.payments.DisputeView.State;
import io.kopeck.payments.PaymentEvent;
import io.kopeck.payments.RefundCause;
import io.kopeck.payments.RefundId;
import io.kopeck.payments.internal.PaymentStore.Owner;
import io.kopeck.payments.internal.core.AttemptState;
import io.kopeck.payments.internal.core.Schedule;
import io.kopeck.platform.events.EventLog;
import io.kopeck.platform.time.Ids;
import io.kopeck.platform.tx.Transactions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Books money that went back without us: as a refund that has succeeded, with its posting and its event, and what it means
 * for access, in one commit under the customer's lock. Before that everything about the payment is found out that is still
 * open, so that a refund of our own is never taken for a stranger's.
 */
@Component
class DisputeBooking {

    /** After so many tries a payment that nobody knows is none of ours. */
    private static final int UNKNOWN_TRIES_MAX = 6;

    /** How long what is open about the payment is waited for; what a person has parked may take this long. */
    private static final Duration WAIT_MAX = Duration.ofDays(30);

    private static final Logger log = LoggerFactory.getLogger(DisputeBooking.class);

    private final DisputeStore disputes;
    private final PaymentStore payments;
    private final RefundStore refunds;
    private final Charging charging;
    private final Refunding refunding;
    private final ReceiptDocuments receipts;
    private final Ledger ledger;
    private final EventLog events;
    private final AuditLog audit;
    private final ObjectProvider<DisputeUse> uses;
    private final Transactions tx;
    private final Clock clock;
    private final Ids ids;

    DisputeBooking(
            DisputeStore disputes, PaymentStore payments, RefundStore refunds, Charging charging, Refunding refunding,
            ReceiptDocuments receipts, Ledger ledger, EventLog events, AuditLog audit, ObjectProvider<DisputeUse> uses,
            Transactions tx, Clock clock, Ids ids) {
        this.disputes = disputes;
        this.payments = payments;
        this.refunds = refunds;
        this.charging = charging;
        this.refunding = refunding;
        this.receipts = receipts;
        this.ledger = ledger;
        this.events = events;
        this.audit = audit;
        this.uses = uses;
        this.tx = tx;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * Books one, or waits for what it depends on. Outside any transaction. Safe to repeat.
     *
     * @throws StillUnknown when the acquirer does not say what the payment is
     */
    void book(DisputeRow dispute) {
        var owner = payments.ownerOf(dispute.account(), dispute.providerPaymentId()).orElse(null);
        if (owner == null) {
            charging.checkUnknown(dispute.account(), dispute.providerPaymentId());
            owner = payments.ownerOf(dispute.account(), dispute.providerPaymentId()).orElse(null);
        }
        if (owner == null || owner.attempt() == null) {
            unknown(dispute);
            return;
        }
        findOut(owner);
        settle(dispute, owner);
    }

    void postpone(DisputeRow dispute) {
        var now = clock.instant();
        tx.run(() -> disputes.postpone(dispute, Schedule.afterUnknown(dispute.tries(), now), now));
    }

    /** Asks about the charge while it is undecided, and about refunds of ours whose answer was lost. */
    private void findOut(Owner owner) {
        var row = payments.find(owner.customer(), owner.payment(), owner.requireAttempt());
        if (!tookMoney(row)) {
            charging.check(row.customer(), row.id(), owner.requireAttempt());
        }
        refunds.ofPayment(row.customerId(), row.id()).stream().filter(RefundRow::isLost)
                .forEach(refund -> refunding.advance(refund.customer(), refund.id()));
    }

    private void settle(DisputeRow seen, Owner owner) {
        var customer = payments.find(owner.customer(), owner.payment()).orElseThrow().customerId();
        tx.forCustomer(customer, () -> {
            var dispute = disputes.lockReceived(seen.id());
            dispute.ifPresent(row -> settle(row, payments.lock(owner.customer(), owner.payment(), owner.requireAttempt()), clock.instant()));
            return dispute;
        });
    }

    private void settle(DisputeRow dispute, PaymentRow payment, Instant now) {
        if (payments.ownerOf(dispute.account(), dispute.objectId()).isPresent()) {
            disputes.finish(dispute, State.OURS, payment, null, 0, now);
            return;
        }
        long left = payment.settledMinor() - payment.refundedMinor();
        boolean sameCurrency = dispute.amount().currency() == payment.amount().currency();
        boolean fits = tookMoney(payment) && sameCurrency && dispute.amount().minor() <= left;
        var open = refunds.ofPayment(payment.customerId(), payment.id()).stream().filter(RefundRow::isOpen).toList();
        boolean mayBeOurs = dispute.cause() == RefundCause.ACQUIRER && open.stream().anyMatch(RefundRow::isLost);
        boolean mayFitLater = !fits && sameCurrency && (!tookMoney(payment) || !open.isEmpty());
        if ((mayBeOurs || mayFitLater) && now.isBefore(dispute.receivedAt().plus(WAIT_MAX))) {
            disputes.postpone(dispute, Schedule.afterUnknown(dispute.tries(), now), now);
            return;
        }
        long bookable = tookMoney(payment) && sameCurrency ? Math.min(left, dispute.amount().minor()) : 0;
        book(dispute, payment, new Money(bookable, payment.amount().currency()), now);
    }

    private void book(DisputeRow dispute, PaymentRow payment, Money amount, Instant now) {
        boolean all = amount.equals(dispute.amount());
        var refund = amount.isPositive() ? refund(dispute, payment, amount, now) : null;
        disputes.finish(dispute, all ? State.BOOKED : State.PARTLY_BOOKED, payment, refund, amount.minor(), now);
        record(dispute, "payment", payment.id(), amount, now);
        if (!all) {
            events.append(now, new PaymentEvent.DisputeExceedsPayment(
                    payment.customerId(), payment.paymentId(), dispute.cause().wireName(), dispute.amount().minor(), amount.minor(),
                    dispute.amount().currency().name()));
            log.warn("event=dispute_exceeds_payment dispute={} payment={} amount={} booked={}", dispute.id(), payment.id(),
                    dispute.amount(), amount);
        }
        if (refund != null && payment.requireAttempt().state() == AttemptState.SUCCEEDED) {
            var view = payments.find(payment.customer(), payment.id()).orElseThrow().view();
            boolean whole = view.refunded().equals(view.settled());
            uses.forEach(use -> use.takenBack(view, new RefundId(refund), amount, dispute.cause(), whole, now));
        }
    }

    private UUID refund(DisputeRow dispute, PaymentRow payment, Money amount, Instant now) {
        var words = dispute.cause() == RefundCause.CHARGEBACK ? "Chargeback by the payer's bank" : "Refund made at the acquirer";
        var row = new RefundRow(
                payment.customer(), ids.next(), payment.id(), payment.requireAttempt().number(), amount, dispute.cause().wireName(), words,
                "succeeded", 0, null, dispute.providerId(), null, null, 0, null, now, now);
        payments.reserveRefund(payment.customer(), payment.id(), amount.minor(), now);
        refunds.insertBooked(row, "acquirer", now);
        refunds.link(row, payment.account(), dispute.objectId());
        ledger.post(new Transfer(
                payment.customerId(), "refund:" + row.id(), Settlement.earnings(payment, amount),
                LedgerAccount.acquirer(payment.account(), amount.currency()), amount, Transfer.Reason.REFUND, payment.id(), row.id(), now));
        receipts.ofRefund(payment, row, now);
        events.append(now, new PaymentEvent.RefundSucceeded(
                payment.customerId(), new RefundId(row.id()), payment.paymentId(), row.cause(), amount.minor(), amount.currency().name()));
        log.info("event=dispute_booked dispute={} refund={} payment={} amount={} cause={}", dispute.id(), row.id(), payment.id(), amount,
                row.cause());
        return row.id();
    }

    private void unknown(DisputeRow dispute) {
        var now = clock.instant();
        if (dispute.tries() < UNKNOWN_TRIES_MAX) {
            postpone(dispute);
            return;
        }
        tx.run(() -> disputes.lockReceived(dispute.id()).ifPresent(row -> {
            disputes.finish(row, State.UNKNOWN_PAYMENT, null, null, 0, now);
            record(row, "dispute", row.id(), null, now);
            log.warn("event=dispute_of_unknown_payment dispute={} account={} amount={}", row.id(), row.account(), row.amount());
        }));
    }

    private void record(DisputeRow dispute, String kind, UUID subject, @Nullable Money booked, Instant now) {
        var details = new LinkedHashMap<>(Map.of(
                "cause", dispute.cause().wireName(), "account", dispute.account(), "provider_id", dispute.providerId(),
                "amount", dispute.amount().decimal(), "currency", dispute.amount().currency().name()));
        details.put("booked", booked == null ? "nothing, the payment is unknown" : booked.decimal());
        audit.record(new AuditEntry(now, "system", "payments.book_dispute", kind, subject, null, details));
    }

    private static boolean tookMoney(PaymentRow row) {
        var state = row.requireAttempt().state();
        return state == AttemptState.SUCCEEDED || state == AttemptState.SURPLUS;
    }
}
