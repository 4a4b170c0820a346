package io.kopeck.payments.internal;

import io.kopeck.kernel.CustomerId;
import io.kopeck.payments.PaymentEvent;
import io.kopeck.payments.PaymentId;
import io.kopeck.payments.internal.core.ReceiptSchedule;
import io.kopeck.payments.internal.core.Schedule;
import io.kopeck.payments.spi.Acquirer;
import io.kopeck.payments.spi.ReceiptOutcome;
import io.kopeck.payments.spi.ReceiptRequest;
import io.kopeck.payments.spi.ReceiptSubject;
import io.kopeck.payments.spi.SentReceipt;
import io.kopeck.platform.events.EventLog;
import io.kopeck.platform.tx.Transactions;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Takes a receipt one step further: asks about one that rode along with its money, and sends by a call of its own what was
 * refused or never given. The rules are those of money: the sending is committed before the call with its key, the call is
 * made outside any transaction, and what is not certain is asked again with the same key, or searched.
 */
@Component
class Receipting {

    /** Sent, with nobody to ask whether it was registered. */
    private static final String UNCONFIRMED = "unconfirmed";

    private static final Logger log = LoggerFactory.getLogger(Receipting.class);

    private final ReceiptStore receipts;
    private final PaymentStore payments;
    private final RefundStore refunds;
    private final Acquirers acquirers;
    private final EventLog events;
    private final Transactions tx;
    private final Clock clock;

    Receipting(
            ReceiptStore receipts, PaymentStore payments, RefundStore refunds, Acquirers acquirers, EventLog events, Transactions tx,
            Clock clock) {
        this.receipts = receipts;
        this.payments = payments;
        this.refunds = refunds;
        this.acquirers = acquirers;
        this.events = events;
        this.tx = tx;
        this.clock = clock;
    }

    /** Does what the receipt needs now. Safe to repeat, and to run on two nodes at once. */
    void advance(UUID customer, UUID receipt) {
        var begun = tx.execute(() -> begin(customer, receipt));
        if (begun.isEmpty()) {
            return;
        }
        var step = begun.get();
        var row = step.receipt();
        var payment = payments.find(customer, row.payment()).orElseThrow();
        var acquirer = acquirers.account(payment.account());
        var outcome = step.first() ? acquirer.sendReceipt(request(row)) : ask(row, acquirer);
        tx.run(() -> settle(row, outcome));
    }

    /** Commits the sending that is due; for one that was given to the acquirer there is nothing to write. */
    private Optional<Step> begin(UUID customer, UUID id) {
        var row = receipts.lock(customer, id);
        if (!row.isDue()) {
            return Optional.empty();
        }
        if (row.rode() || row.idempotencyKey() != null) {
            return Optional.of(new Step(row, false));
        }
        var now = clock.instant();
        var account = payments.find(customer, row.payment()).orElseThrow().account();
        var key = Keys.of("receipt:" + id, row.tries() + 1);
        receipts.updateSending(row, key, now.plus(acquirers.account(account).keyLifetime()), now.plus(Schedule.CALL_MAX), now);
        return Optional.of(new Step(receipts.lock(customer, id), true));
    }

    private ReceiptOutcome ask(ReceiptRow row, Acquirer acquirer) {
        if (row.rode() || row.providerReceiptId() != null) {
            return acquirer.fetchReceipt(new SentReceipt(subject(row), row.providerReceiptId(), row.rode()));
        }
        if (clock.instant().isBefore(Objects.requireNonNull(row.keyExpiresAt()))) {
            var outcome = acquirer.sendReceipt(request(row));
            if (!(outcome instanceof ReceiptOutcome.Refused)) {
                return outcome;
            }
        }
        var found = acquirer.fetchReceipt(new SentReceipt(subject(row), null, false));
        boolean firstCallMayRun = !clock.instant().isAfter(Objects.requireNonNull(row.sentAt()).plus(Schedule.CALL_MAX));
        return found instanceof ReceiptOutcome.Refused && firstCallMayRun
                ? new ReceiptOutcome.Unknown("the first call may not have ended")
                : found;
    }

    private void settle(ReceiptRow seen, ReceiptOutcome outcome) {
        var row = receipts.lock(seen.customer(), seen.id());
        if (!row.isDue() || row.tries() != seen.tries() || row.rode() != seen.rode() || row.checks() != seen.checks()) {
            return;
        }
        var now = clock.instant();
        switch (outcome) {
            case ReceiptOutcome.Registered(var id) -> sent(row, id, null, now);
            case ReceiptOutcome.NotOffered _ when row.rode() -> sent(row, null, UNCONFIRMED, now);
            case ReceiptOutcome.NotOffered _ -> fail(row, row.code() == null ? "not_offered" : row.code(), now);
            case ReceiptOutcome.Pending(var id) -> askAgain(row, id, "pending", now);
            case ReceiptOutcome.Unknown(var cause) -> askAgain(row, null, cause, now);
            case ReceiptOutcome.Refused(var code, var detail) -> refused(row, code, detail, now);
        }
    }

    private void sent(ReceiptRow row, @Nullable String providerId, @Nullable String code, Instant now) {
        receipts.updateDecided(row, "sent", providerId, code, now);
        events.append(now, new PaymentEvent.ReceiptSent(
                new CustomerId(row.customer()), row.receiptId(), new PaymentId(row.payment()), row.refundId()));
        log.info("event=receipt_sent receipt={} payment={} refund={} tries={} code={}", row.id(), row.payment(), row.refund(), row.tries(), code);
    }

    private void askAgain(ReceiptRow row, @Nullable String providerId, String cause, Instant now) {
        if (isGivenUp(row, now)) {
            fail(row, row.code() == null ? "not_registered_in_time" : row.code(), now);
            return;
        }
        receipts.updateAsked(row, providerId, lateSince(row, now), next(row, ReceiptSchedule.afterAsking(row.checks(), now), now), now);
        log.info("event=receipt_open receipt={} payment={} checks={} cause={}", row.id(), row.payment(), row.checks() + 1, cause);
    }

    /** Certainly not registered: sent anew, at once when it had only ridden along. */
    private void refused(ReceiptRow row, String code, String detail, Instant now) {
        log.warn("event=receipt_refused receipt={} payment={} refund={} tries={} code={} detail={}", row.id(), row.payment(), row.refund(),
                row.tries(), code, detail);
        if (isGivenUp(row, now) || row.tries() >= ReceiptSchedule.TRIES_MAX) {
            fail(row, code, now);
            return;
        }
        var again = row.tries() == 0 ? now : ReceiptSchedule.afterRefusal(row.tries(), now);
        receipts.updateRefused(row, code, lateSince(row, now), next(row, again, now), now);
    }

    private void fail(ReceiptRow row, String code, Instant now) {
        receipts.updateDecided(row, "failed", null, code, now);
        events.append(now, new PaymentEvent.ReceiptFailed(
                new CustomerId(row.customer()), row.receiptId(), new PaymentId(row.payment()), row.refundId(), code));
        log.warn("event=receipt_failed receipt={} payment={} refund={} code={}", row.id(), row.payment(), row.refund(), code);
    }

    /** Says once that the working day has passed in which it had to be registered. */
    private @Nullable Instant lateSince(ReceiptRow row, Instant now) {
        if (row.lateSince() != null || now.isBefore(row.dueBy())) {
            return row.lateSince();
        }
        events.append(now, new PaymentEvent.ReceiptLate(
                new CustomerId(row.customer()), row.receiptId(), new PaymentId(row.payment()), row.refundId(), row.dueBy()));
        log.warn("event=receipt_late receipt={} payment={} refund={} due_by={}", row.id(), row.payment(), row.refund(), row.dueBy());
        return now;
    }

    /** Not after the moment the alarm is due. */
    private static Instant next(ReceiptRow row, Instant planned, Instant now) {
        return row.dueBy().isAfter(now) && planned.isAfter(row.dueBy()) ? row.dueBy() : planned;
    }

    private static boolean isGivenUp(ReceiptRow row, Instant now) {
        return now.isAfter(row.openedAt().plus(ReceiptSchedule.GIVE_UP));
    }

    private ReceiptRequest request(ReceiptRow row) {
        return new ReceiptRequest(Objects.requireNonNull(row.idempotencyKey()), subject(row), row.document());
    }

    private ReceiptSubject subject(ReceiptRow row) {
        var refund = row.refund() == null ? null : refunds.findById(row.refund()).orElseThrow().providerRefundId();
        if (row.refund() != null && refund == null) {
            throw new IllegalStateException("refund " + row.refund() + " has no id at the acquirer");
        }
        return new ReceiptSubject(
                row.payment(), row.customer(), payments.providerPaymentId(row.customer(), row.payment(), row.attempt()), refund, row.amount());
    }

    /** A receipt taken on; {@code first}: this process has just committed the sending and makes its first call. */
    private record Step(ReceiptRow receipt, boolean first) {}
}
