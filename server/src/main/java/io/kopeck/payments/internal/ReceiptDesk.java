package io.kopeck.payments.internal;

import io.kopeck.audit.AuditEntry;
import io.kopeck.audit.AuditLog;
import io.kopeck.kernel.Money;
import io.kopeck.payments.PaymentView;
import io.kopeck.payments.ReceiptId;
import io.kopeck.payments.ReceiptRepeat;
import io.kopeck.payments.ReceiptState;
import io.kopeck.payments.ReceiptView;
import io.kopeck.payments.Receipts;
import io.kopeck.payments.RefundId;
import io.kopeck.platform.jobs.Jobs;
import io.kopeck.platform.tx.Transactions;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Does what {@link Receipts} promises. */
@Component
public class ReceiptDesk {

    private static final String ACTION = "receipts.send_again";
    private static final Logger log = LoggerFactory.getLogger(ReceiptDesk.class);

    private final ReceiptStore receipts;
    private final PaymentStore payments;
    private final RefundStore refunds;
    private final AuditLog audit;
    private final Jobs jobs;
    private final Transactions tx;
    private final Clock clock;

    ReceiptDesk(
            ReceiptStore receipts, PaymentStore payments, RefundStore refunds, AuditLog audit, Jobs jobs, Transactions tx, Clock clock) {
        this.receipts = receipts;
        this.payments = payments;
        this.refunds = refunds;
        this.audit = audit;
        this.jobs = jobs;
        this.tx = tx;
        this.clock = clock;
    }

    public List<ReceiptView> of(PaymentView payment) {
        var row = payments.findById(payment.id().value()).orElseThrow();
        return row.receipt() == null
                ? notRequired(row)
                : receipts.ofPayment(row.customerId(), row.id(), Receipts.LIST_MAX).stream().map(ReceiptRow::view).toList();
    }

    public List<ReceiptView> inState(ReceiptState state) {
        if (state != ReceiptState.DUE && state != ReceiptState.FAILED) {
            throw new IllegalArgumentException("only receipts that wait or have failed are listed");
        }
        return receipts.inState(state.wireName(), Receipts.LIST_MAX).stream().map(ReceiptRow::view).toList();
    }

    public Optional<ReceiptView> find(ReceiptId id) {
        return receipts.findById(id.value()).map(ReceiptRow::view);
    }

    /** The deed and its entry in the audit log are one commit; the sending follows after it. */
    public ReceiptRepeat sendAgain(ReceiptId id, String reason, String actor) {
        var seen = receipts.findById(id.value()).orElseThrow();
        var repeat = tx.execute(() -> {
            var row = receipts.lock(seen.customer(), seen.id());
            if (!row.state().equals(ReceiptState.FAILED.wireName())) {
                return ReceiptRepeat.NOT_FAILED;
            }
            if (row.tries() >= Receipts.TRIES_MAX) {
                return ReceiptRepeat.TOO_OFTEN;
            }
            var now = clock.instant();
            receipts.updateReopened(row, now);
            var failedBecause = row.code() == null ? Map.<String, String>of() : Map.of("failed_because", row.code());
            audit.record(new AuditEntry(now, actor, ACTION, "receipt", row.id(), reason, failedBecause));
            jobs.wakeAfterCommit(ReceiptJob.NAME);
            return ReceiptRepeat.BEGUN;
        });
        log.info("event=receipt_send_again receipt={} outcome={} actor={}", id.value(), repeat, actor);
        return repeat;
    }

    private List<ReceiptView> notRequired(PaymentRow row) {
        var views = new ArrayList<ReceiptView>();
        if (row.settledAt() != null) {
            views.add(notRequired(row, null, new Money(row.settledMinor(), row.amount().currency()), row.settledAt()));
        }
        for (var refund : refunds.ofPayment(row.customerId(), row.id())) {
            if (refund.settledAt() != null) {
                views.add(notRequired(row, new RefundId(refund.id()), refund.amount(), refund.settledAt()));
            }
        }
        return views;
    }

    private static ReceiptView notRequired(PaymentRow row, @Nullable RefundId refund, Money amount, Instant at) {
        return new ReceiptView(null, row.paymentId(), refund, ReceiptState.NOT_REQUIRED, amount, List.of(), 0, null, at, null, null);
    }
}
