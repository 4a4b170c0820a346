package io.kopeck.payments.internal;

import io.kopeck.kernel.CustomerId;
import io.kopeck.ledger.Ledger;
import io.kopeck.ledger.LedgerAccount;
import io.kopeck.ledger.Transfer;
import io.kopeck.payments.PaymentEvent;
import io.kopeck.payments.PaymentId;
import io.kopeck.payments.RefundCause;
import io.kopeck.payments.RefundId;
import io.kopeck.payments.RefundVerdict;
import io.kopeck.payments.internal.core.ReceiptLines;
import io.kopeck.payments.internal.core.Schedule;
import io.kopeck.payments.spi.Acquirer;
import io.kopeck.payments.spi.ChargeOutcome;
import io.kopeck.payments.spi.LostRefund;
import io.kopeck.payments.spi.ProviderReference;
import io.kopeck.payments.spi.RefundOutcome;
import io.kopeck.payments.spi.RefundRequest;
import io.kopeck.platform.crash.CrashPoint;
import io.kopeck.platform.crash.CrashPoints;
import io.kopeck.platform.events.EventLog;
import io.kopeck.platform.tx.Transactions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Takes a refund one step further: commits a try with its key, asks the acquirer outside any transaction, and settles the
 * answer. The rules are those of charges: what is not certain is asked again with the same key, or searched.
 */
@Component
class Refunding {

    private static final int TRIES_MAX = 5;
    private static final Duration RETRY_STEP = Duration.ofMinutes(30);
    private static final Duration PENDING_MAX = Duration.ofDays(14);
    private static final Logger log = LoggerFactory.getLogger(Refunding.class);

    private final RefundStore refunds;
    private final PaymentStore payments;
    private final DisputeInbox disputes;
    private final RefundUses uses;
    private final ReceiptDocuments receipts;
    private final Acquirers acquirers;
    private final Ledger ledger;
    private final EventLog events;
    private final Transactions tx;
    private final Clock clock;
    private final CrashPoints crash;

    Refunding(
            RefundStore refunds, PaymentStore payments, DisputeInbox disputes, RefundUses uses, ReceiptDocuments receipts,
            Acquirers acquirers, Ledger ledger, EventLog events, Transactions tx, Clock clock, CrashPoints crash) {
        this.refunds = refunds;
        this.payments = payments;
        this.disputes = disputes;
        this.uses = uses;
        this.receipts = receipts;
        this.acquirers = acquirers;
        this.ledger = ledger;
        this.events = events;
        this.tx = tx;
        this.clock = clock;
        this.crash = crash;
    }

    /** Does what the refund needs now. Safe to repeat, and to run on two nodes at once. */
    void advance(UUID customer, UUID refund) {
        var begun = tx.execute(() -> begin(customer, refund));
        if (begun.isEmpty()) {
            return;
        }
        var step = begun.get();
        var payment = payments.find(customer, step.refund().payment()).orElseThrow();
        var providerPaymentId = payments.providerPaymentId(customer, payment.id(), step.refund().attempt());
        var acquirer = acquirers.account(payment.account());
        crash.pass(CrashPoint.REFUND_BEFORE_CALL);
        boolean first = step.first();
        var outcome = first
                ? acquirer.refund(request(step.refund(), payment, providerPaymentId))
                : resolve(step.refund(), payment, providerPaymentId, acquirer);
        crash.pass(CrashPoint.REFUND_AFTER_CALL);
        settle(step.refund(), outcome, first || neverCreated(step.refund(), outcome));
    }

    /**
     * Acts on news of a refund whose id at the acquirer is not known yet. One that we did not make has been made in the
     * acquirer's cabinet and is taken in to be booked; false when there is nothing to book.
     */
    boolean advanceByReference(String account, String providerId) {
        var outcome = acquirers.account(account).fetchRefund(new ProviderReference(providerId, null));
        var refund = switch (outcome) {
            case RefundOutcome.Succeeded(var found) -> found;
            case RefundOutcome.Pending(var found) -> found;
            case RefundOutcome.Unknown(var cause) -> throw new StillUnknown(cause);
            case RefundOutcome.Declined _, RefundOutcome.Rejected _ -> null;
        };
        if (refund == null) {
            return false;
        }
        var ours = refund.refundId() == null ? Optional.<RefundRow>empty() : refunds.findById(refund.refundId());
        if (ours.isPresent()) {
            settle(ours.get(), outcome, false);
        } else if (outcome instanceof RefundOutcome.Succeeded) {
            tx.run(() -> disputes.receive(
                    account, RefundCause.ACQUIRER, refund.id(), refund.providerPaymentId(), refund.amount(), clock.instant()));
        } else {
            throw new StillUnknown("a refund made at the acquirer is not through");
        }
        return true;
    }

    /** Does to a parked refund what a person decided; as {@link Settlement#resolve}. */
    void resolve(RefundRow row, RefundVerdict verdict, Instant now) {
        switch (verdict) {
            case RefundVerdict.Succeeded(var named) -> {
                var id = Objects.requireNonNull(named == null ? row.providerRefundId() : named);
                succeed(row, new RefundOutcome.ProviderRefund(id, "", row.amount(), row.id()), now);
            }
            case RefundVerdict.NotReturned _ -> fail(row, "not_returned", now);
            case RefundVerdict.AskAgain _ ->
                    refunds.updateState(row, "unknown", null, null, now.plus(Schedule.CALL_MAX), 0, now);
        }
    }

    /** Commits the try that a due refund begins; for one already sent there is nothing to write. */
    private Optional<Step> begin(UUID customer, UUID id) {
        var row = refunds.lock(customer, id).orElseThrow();
        if (!row.isOpen()) {
            return Optional.empty();
        }
        if (!row.state().equals("due")) {
            return Optional.of(new Step(row, false));
        }
        var now = clock.instant();
        var payment = payments.find(customer, row.payment()).orElseThrow();
        int tries = row.tries() + 1;
        var key = Keys.of("refund:" + id, tries);
        refunds.updateSent(row, tries, key, now.plus(acquirers.account(payment.account()).keyLifetime()), now.plus(Schedule.CALL_MAX), now);
        return Optional.of(new Step(refunds.lock(customer, id).orElseThrow(), true));
    }

    private RefundOutcome resolve(RefundRow row, PaymentRow payment, String providerPaymentId, Acquirer acquirer) {
        if (row.providerRefundId() != null) {
            return acquirer.fetchRefund(new ProviderReference(row.providerRefundId(), row.amount()));
        }
        if (row.keyExpiresAt() != null && clock.instant().isBefore(row.keyExpiresAt())) {
            var outcome = acquirer.refund(request(row, payment, providerPaymentId));
            if (!(outcome instanceof RefundOutcome.Rejected)) {
                return outcome;
            }
        }
        return acquirer.findRefund(new LostRefund(row.id(), providerPaymentId, row.amount(), sentAt(row)));
    }

    private boolean neverCreated(RefundRow row, RefundOutcome outcome) {
        return outcome instanceof RefundOutcome.Rejected(var code, _)
                && code.equals(ChargeOutcome.Rejected.NOT_FOUND)
                && row.providerRefundId() == null
                && clock.instant().isAfter(sentAt(row).plus(Schedule.CALL_MAX));
    }

    private static Instant sentAt(RefundRow row) {
        return row.sentAt() == null ? row.createdAt() : row.sentAt();
    }

    private static RefundRequest request(RefundRow row, PaymentRow payment, String providerPaymentId) {
        boolean whole = row.amount().minor() == payment.settledMinor();
        return new RefundRequest(row.id(), providerPaymentId, String.valueOf(row.idempotencyKey()), row.amount(), whole, row.reason(),
                payment.receipt() == null ? null : ReceiptLines.forAmount(payment.receipt(), row.amount()));
    }

    private void settle(RefundRow seen, RefundOutcome outcome, boolean certain) {
        tx.forCustomer(new CustomerId(seen.customer()), () -> {
            var row = refunds.lock(seen.customer(), seen.id()).orElseThrow();
            if (row.isOpen() && !row.state().equals("due") && row.tries() == seen.tries()) {
                apply(row, outcome, certain, clock.instant());
            }
            crash.pass(CrashPoint.REFUND_BEFORE_COMMIT);
            return row;
        });
        crash.pass(CrashPoint.REFUND_AFTER_COMMIT);
    }

    private void apply(RefundRow row, RefundOutcome outcome, boolean certain, Instant now) {
        switch (outcome) {
            case RefundOutcome.Succeeded(var refund) -> succeed(row, refund, now);
            case RefundOutcome.Pending(var refund) -> await(row, refund, now);
            case RefundOutcome.Declined(var code, var again) -> declined(row, code, again, now);
            case RefundOutcome.Unknown(var cause) -> askAgain(row, cause, now);
            case RefundOutcome.Rejected(var code, _) -> {
                if (code.equals(ChargeOutcome.Rejected.KEY_CONFLICT)) {
                    park(row, "the acquirer knows another request under its idempotency key", now);
                } else if (certain) {
                    rejected(row, code, now);
                } else {
                    askAgain(row, "refused with " + code, now);
                }
            }
        }
    }

    private void succeed(RefundRow row, RefundOutcome.ProviderRefund refund, Instant now) {
        if (!refund.amount().equals(row.amount()) || (refund.refundId() != null && !refund.refundId().equals(row.id()))) {
            park(row, "the acquirer's refund differs from ours", now);
            return;
        }
        var payment = payments.find(row.customer(), row.payment()).orElseThrow();
        if (payments.ownerOf(payment.account(), refund.id()).filter(owner -> !row.id().equals(owner.refund())).isPresent()) {
            park(row, "the acquirer's refund is booked as another one", now);
            return;
        }
        refunds.updateState(row, "succeeded", refund.id(), null, null, row.checks(), now);
        refunds.link(row, payment.account(), refund.id());
        ledger.post(new Transfer(
                payment.customerId(), "refund:" + row.id(), Settlement.earnings(payment, row.amount()),
                LedgerAccount.acquirer(payment.account(), row.amount().currency()), row.amount(), Transfer.Reason.REFUND, payment.id(), row.id(), now));
        receipts.ofRefund(payment, row, now);
        events.append(now, new PaymentEvent.RefundSucceeded(
                payment.customerId(), new RefundId(row.id()), new PaymentId(payment.id()), row.cause(), row.amount().minor(),
                row.amount().currency().name()));
        log.info("event=refund_succeeded refund={} payment={} amount={} cause={}", row.id(), payment.id(), row.amount(), row.cause());
    }

    private void await(RefundRow row, RefundOutcome.ProviderRefund refund, Instant now) {
        if (now.isAfter(sentAt(row).plus(PENDING_MAX))) {
            park(row, "still pending at the acquirer after " + PENDING_MAX.toDays() + " days", now);
            return;
        }
        int checks = row.checks() + 1;
        refunds.updateState(row, "pending", refund.id(), null, Schedule.afterPending(row.checks(), now), checks, now);
    }

    private void declined(RefundRow row, String code, boolean again, Instant now) {
        if (again && row.tries() < TRIES_MAX) {
            retry(row, code, now);
            return;
        }
        fail(row, code, now);
    }

    /** Nothing went back and nothing will: what was reserved is free again. */
    private void fail(RefundRow row, String code, Instant now) {
        payments.reserveRefund(row.customer(), row.payment(), -row.amount().minor(), now);
        refunds.updateState(row, "failed", null, code, null, row.checks(), now);
        uses.failed(payments.find(row.customer(), row.payment()).orElseThrow(), row, now);
        events.append(now, new PaymentEvent.RefundFailed(
                new CustomerId(row.customer()), new RefundId(row.id()), new PaymentId(row.payment()), code));
        log.warn("event=refund_failed refund={} payment={} code={}", row.id(), row.payment(), code);
    }

    /** Refused before anything moved: tried again a few times, then a person decides; the amount stays reserved. */
    private void rejected(RefundRow row, String code, Instant now) {
        if (row.tries() < TRIES_MAX) {
            retry(row, code, now);
        } else {
            park(row, "the acquirer refuses it: " + code, now);
        }
    }

    private void retry(RefundRow row, String code, Instant now) {
        refunds.updateState(row, "due", null, code, now.plus(RETRY_STEP.multipliedBy(row.tries())), 0, now);
        log.warn("event=refund_retry refund={} tries={} code={}", row.id(), row.tries(), code);
    }

    private void askAgain(RefundRow row, String cause, Instant now) {
        if (now.isAfter(sentAt(row).plus(Schedule.UNKNOWN_MAX))) {
            park(row, "the outcome stayed unknown: " + cause, now);
            return;
        }
        var state = row.state().equals("pending") ? "pending" : "unknown";
        refunds.updateState(row, state, null, null, Schedule.afterUnknown(row.checks(), now), row.checks() + 1, now);
        log.info("event=refund_unknown refund={} checks={} cause={}", row.id(), row.checks() + 1, cause);
    }

    private void park(RefundRow row, String reason, Instant now) {
        if (row.state().equals("parked")) {
            return;
        }
        refunds.updateState(row, "parked", null, reason, null, row.checks(), now);
        events.append(now, new PaymentEvent.RefundParked(
                new CustomerId(row.customer()), new RefundId(row.id()), new PaymentId(row.payment()), reason));
        log.warn("event=refund_parked refund={} reason={}", row.id(), reason);
    }

    /** A refund taken on; {@code first}: this process has just committed the try and makes its first call. */
    private record Step(RefundRow refund, boolean first) {}
}
