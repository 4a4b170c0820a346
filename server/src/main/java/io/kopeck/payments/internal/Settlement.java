package io.kopeck.payments.internal;

import io.kopeck.kernel.Money;
import io.kopeck.ledger.Ledger;
import io.kopeck.ledger.LedgerAccount;
import io.kopeck.ledger.Transfer;
import io.kopeck.payments.PaymentEvent;
import io.kopeck.payments.PaymentPurpose;
import io.kopeck.payments.PaymentPurpose.Completion;
import io.kopeck.payments.PaymentVerdict;
import io.kopeck.payments.PaymentView;
import io.kopeck.payments.RefundCause;
import io.kopeck.payments.internal.core.AttemptState;
import io.kopeck.payments.internal.core.Decision;
import io.kopeck.payments.internal.core.PaymentState;
import io.kopeck.payments.internal.core.Schedule;
import io.kopeck.payments.spi.ChargeOutcome;
import io.kopeck.payments.spi.ProviderPayment;
import io.kopeck.payments.spi.RetryAdvice;
import io.kopeck.platform.crash.CrashPoint;
import io.kopeck.platform.crash.CrashPoints;
import io.kopeck.platform.events.EventLog;
import io.kopeck.platform.tx.Transactions;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * The one path on which the outcome of an attempt becomes true, whoever brings it: the API's answer, a notification, a
 * poll or an operator. Attempt, payment, ledger, purpose and events are one commit; a replay changes nothing.
 */
@Component
class Settlement {

    /** The decline code of what a person decided; the acquirers' own codes say more. */
    private static final String NOT_CHARGED = "not_charged";

    private static final Logger log = LoggerFactory.getLogger(Settlement.class);

    private final PaymentStore payments;
    private final RefundRequests refunds;
    private final ReceiptDocuments receipts;
    private final Ledger ledger;
    private final EventLog events;
    private final ObjectProvider<PaymentPurpose> purposes;
    private final Transactions tx;
    private final Clock clock;
    private final CrashPoints crash;

    Settlement(
            PaymentStore payments, RefundRequests refunds, ReceiptDocuments receipts, Ledger ledger, EventLog events,
            ObjectProvider<PaymentPurpose> purposes, Transactions tx, Clock clock, CrashPoints crash) {
        this.payments = payments;
        this.refunds = refunds;
        this.receipts = receipts;
        this.ledger = ledger;
        this.events = events;
        this.purposes = purposes;
        this.tx = tx;
        this.clock = clock;
        this.crash = crash;
    }

    /**
     * Settles what the acquirer said about an attempt.
     *
     * @param attempt the attempt the answer is about, not necessarily the latest: money that comes for one that was given
     *     up is booked and returned
     * @param certain whether this is the answer to the attempt's very first call (see {@link Decision#of})
     */
    void settle(PaymentRow seen, int attempt, ChargeOutcome outcome, boolean certain) {
        tx.forCustomer(seen.customerId(), () -> {
            var row = payments.lock(seen.customer(), seen.id(), attempt);
            apply(row, Decision.of(row.requireAttempt().core(row.id(), row.amount()), outcome, certain), clock.instant());
            crash.pass(CrashPoint.SETTLE_BEFORE_COMMIT);
            return row;
        });
        crash.pass(CrashPoint.SETTLE_AFTER_COMMIT);
    }

    /**
     * Does to a parked attempt what a person decided, in the caller's transaction with the customer's lock and the row's.
     * The caller has seen to it that there is an id of the acquirer's where money was taken.
     */
    void resolve(PaymentRow row, PaymentVerdict verdict, Instant now) {
        var attempt = row.requireAttempt();
        switch (verdict) {
            case PaymentVerdict.Succeeded(var named) -> {
                var id = Objects.requireNonNull(named == null ? attempt.providerPaymentId() : named);
                book(row, new ProviderPayment(id, null, row.amount(), row.id(), attempt.number(), null, null), false, now);
            }
            case PaymentVerdict.NotCharged _ -> decline(row, new Decision.Decline(NOT_CHARGED, RetryAdvice.LATER, null), now);
            case PaymentVerdict.AskAgain _ -> {
                payments.updateAttempt(row, AttemptState.UNKNOWN, null, null, now.plus(Schedule.CALL_MAX), 0, now);
                payments.updateState(row, PaymentState.IN_FLIGHT, null, null, now);
            }
        }
    }

    private void apply(PaymentRow row, Decision decision, Instant now) {
        switch (decision) {
            case Decision.Ignore _ -> { }
            case Decision.Book(var payment, var surplus) -> book(row, payment, surplus, now);
            case Decision.Hold(var payment) -> hold(row, payment, now);
            case Decision.KeepHeld _ -> keepHeld(row, Schedule.afterHeld(now), 0, now);
            case Decision.Wait(var payment, var url) -> await(row, payment, url, now);
            case Decision.Decline decline -> decline(row, decline, now);
            case Decision.Reject(var code) -> reject(row, code, now);
            case Decision.AskAgain(var cause) -> askAgain(row, cause, now);
            case Decision.Mismatch(var what) -> park(row, "the acquirer's answer differs in " + what, now);
        }
    }

    private void book(PaymentRow row, ProviderPayment payment, boolean surplus, Instant now) {
        var attempt = row.requireAttempt();
        payments.updateAttempt(row, surplus ? AttemptState.SURPLUS : AttemptState.SUCCEEDED, payment.id(), null, null, attempt.checks(), now);
        var state = surplus ? row.state() : PaymentState.SUCCEEDED;
        payments.updateSettled(row, state, payment.amount().minor(), now);
        linkOnce(row, payment.id());
        post(row, payment.amount(), now);
        receipts.ofPayment(row, payment.amount(), now);
        events.append(now, new PaymentEvent.PaymentSucceeded(
                row.customerId(), row.paymentId(), row.product(), row.purpose(), row.subscriptionId(),
                payment.amount().minor(), payment.amount().currency().name(), attempt.number()));
        log.info("event=payment_succeeded payment={} attempt={} purpose={} amount={} surplus={}", row.id(), attempt.number(),
                row.purpose().wireName(), payment.amount(), surplus);
        var settled = row.settled(state, payment.amount().minor(), now);
        if (surplus || purpose(row).settled(settled.view(), payment.method(), now) == Completion.IMPOSSIBLE) {
            log.warn("event=late_success payment={} attempt={}", row.id(), attempt.number());
            refunds.request(settled, payment.amount(), RefundCause.LATE_SUCCESS,
                    "The payment succeeded after it was no longer needed", "system", now);
        }
    }

    private void post(PaymentRow row, Money amount, Instant now) {
        ledger.post(new Transfer(
                row.customerId(), "charge:" + row.id() + ":" + row.requireAttempt().number(),
                LedgerAccount.acquirer(row.account(), amount.currency()), earnings(row, amount), amount, Transfer.Reason.CHARGE, row.id(), null, now));
    }

    /** Where the money of a payment goes: a card check is owed back, a top-up goes on to the wallet, everything else is earned. */
    static LedgerAccount earnings(PaymentRow row, Money amount) {
        return switch (row.purpose()) {
            case BIND, TOP_UP -> LedgerAccount.deposit(row.product(), amount.currency());
            case SUBSCRIBE, RENEW, CHANGE -> LedgerAccount.revenue(row.product(), amount.currency());
        };
    }

    private void hold(PaymentRow row, ProviderPayment payment, Instant now) {
        payments.updateAttempt(row, AttemptState.HELD, payment.id(), null, Schedule.afterHeld(now), 0, now);
        payments.updateState(row, PaymentState.HELD, null, null, now);
        linkOnce(row, payment.id());
    }

    /** Held money is asked about now and then: a capture's answer, or the news that it was let go, may have been lost. */
    private void keepHeld(PaymentRow row, Instant nextCheckAt, int checks, Instant now) {
        if (now.isAfter(row.requireAttempt().sentAt().plus(Schedule.HELD_MAX))) {
            park(row, "still held by the acquirer after " + Schedule.HELD_MAX.toDays() + " days", now);
            return;
        }
        payments.updateAttempt(row, AttemptState.HELD, null, null, nextCheckAt, checks, now);
    }

    private void await(PaymentRow row, ProviderPayment payment, @Nullable String url, Instant now) {
        var attempt = row.requireAttempt();
        if (attempt.state() == AttemptState.PENDING && now.isAfter(row.expiresAt())) {
            park(row, "still pending at the acquirer after its time", now);
            return;
        }
        int checks = attempt.state() == AttemptState.PENDING ? attempt.checks() + 1 : 0;
        payments.updateAttempt(row, AttemptState.PENDING, payment.id(), null, Schedule.afterPending(checks, now), checks, now);
        if (attempt.state() != AttemptState.PENDING) {
            payments.updateState(row, PaymentState.PENDING, url, null, now);
            linkOnce(row, payment.id());
            if (url != null) {
                events.append(now, new PaymentEvent.PaymentConfirmationNeeded(
                        row.customerId(), row.paymentId(), row.product(), row.purpose(), row.subscriptionId(), url));
                purpose(row).confirmationNeeded(reload(row).view(), now);
            }
        }
    }

    private void decline(PaymentRow row, Decision.Decline decline, Instant now) {
        var attempt = row.requireAttempt();
        payments.updateAttempt(row, AttemptState.DECLINED, decline.providerPaymentId(), decline.code(), null, attempt.checks(), now);
        boolean open = purpose(row).declined(row.view(), decline.advice(), now);
        payments.updateState(row, open ? PaymentState.OPEN : PaymentState.CANCELED, null, decline.code(), now);
        if (decline.providerPaymentId() != null) {
            linkOnce(row, decline.providerPaymentId());
        }
        events.append(now, new PaymentEvent.PaymentDeclined(
                row.customerId(), row.paymentId(), row.product(), row.purpose(), row.subscriptionId(), decline.code(),
                attempt.number(), open));
        log.info("event=payment_declined payment={} attempt={} purpose={} code={} advice={} open={}", row.id(),
                attempt.number(), row.purpose().wireName(), decline.code(), decline.advice(), open);
    }

    /** No decline of the customer's: unless the payment ends with it, nobody is told but the operator. */
    private void reject(PaymentRow row, String code, Instant now) {
        var attempt = row.requireAttempt();
        if (attempt.number() >= PaymentView.ATTEMPTS_MAX) {
            park(row, "the acquirer refuses it again and again: " + code, now);
            return;
        }
        payments.updateAttempt(row, AttemptState.REJECTED, null, code, null, attempt.checks(), now);
        boolean open = purpose(row).rejected(row.view(), now);
        payments.updateState(row, open ? PaymentState.OPEN : PaymentState.CANCELED, null, code, now);
        if (!open) {
            events.append(now, new PaymentEvent.PaymentDeclined(
                    row.customerId(), row.paymentId(), row.product(), row.purpose(), row.subscriptionId(), code,
                    attempt.number(), false));
        }
        log.warn("event=payment_rejected payment={} attempt={} account={} code={}", row.id(), attempt.number(), row.account(), code);
    }

    private void askAgain(PaymentRow row, String cause, Instant now) {
        var attempt = row.requireAttempt();
        boolean pending = attempt.state() == AttemptState.PENDING;
        if (attempt.state() == AttemptState.PARKED) {
            return;
        }
        if (attempt.state() == AttemptState.HELD) {
            keepHeld(row, Schedule.afterLostCapture(attempt.checks(), now), attempt.checks() + 1, now);
            log.info("event=held_payment_unknown payment={} attempt={} cause={}", row.id(), attempt.number(), cause);
            return;
        }
        if (now.isAfter(attempt.sentAt().plus(Schedule.UNKNOWN_MAX))) {
            park(row, "the outcome stayed unknown: " + cause, now);
            return;
        }
        int checks = attempt.checks() + 1;
        payments.updateAttempt(row, pending ? AttemptState.PENDING : AttemptState.UNKNOWN, null, null,
                Schedule.afterUnknown(attempt.checks(), now), checks, now);
        log.info("event=payment_unknown payment={} attempt={} checks={} cause={}", row.id(), attempt.number(), checks, cause);
    }

    private void park(PaymentRow row, String reason, Instant now) {
        if (row.state() == PaymentState.PARKED) {
            return;
        }
        payments.updateAttempt(row, AttemptState.PARKED, null, null, null, row.requireAttempt().checks(), now);
        payments.updateState(row, PaymentState.PARKED, null, reason, now);
        events.append(now, new PaymentEvent.PaymentParked(row.customerId(), row.paymentId(), row.product(), reason));
        log.warn("event=payment_parked payment={} attempt={} reason={}", row.id(), row.requireAttempt().number(), reason);
    }

    private void linkOnce(PaymentRow row, String providerId) {
        if (!providerId.equals(row.requireAttempt().providerPaymentId())) {
            payments.link(row, providerId);
        }
    }

    private PaymentRow reload(PaymentRow row) {
        return payments.find(row.customer(), row.id()).orElseThrow();
    }

    private PaymentPurpose purpose(PaymentRow row) {
        return purposes.stream()
                .filter(purpose -> purpose.purpose() == row.purpose())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nobody completes payments for " + row.purpose()));
    }
}
