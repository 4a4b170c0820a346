package io.kopeck.payments.internal;

import static io.kopeck.payments.internal.db.Tables.REFUND;

import io.kopeck.audit.AuditEntry;
import io.kopeck.audit.AuditLog;
import io.kopeck.kernel.Money;
import io.kopeck.payments.PaymentId;
import io.kopeck.payments.PaymentView;
import io.kopeck.payments.RefundCause;
import io.kopeck.payments.RefundId;
import io.kopeck.payments.RefundResult;
import io.kopeck.payments.RefundView;
import io.kopeck.platform.page.Listing;
import io.kopeck.platform.page.Window;
import io.kopeck.platform.tx.Transactions;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Does what {@link io.kopeck.payments.Refunds} promises. */
@Component
public class RefundDesk {

    private static final Logger log = LoggerFactory.getLogger(RefundDesk.class);

    private final PaymentStore payments;
    private final RefundStore refunds;
    private final RefundRequests requests;
    private final RefundUses uses;
    private final Refunding refunding;
    private final RefundProperties properties;
    private final AuditLog audit;
    private final Transactions tx;
    private final Clock clock;

    RefundDesk(
            PaymentStore payments, RefundStore refunds, RefundRequests requests, RefundUses uses, Refunding refunding,
            RefundProperties properties, AuditLog audit, Transactions tx, Clock clock) {
        this.payments = payments;
        this.refunds = refunds;
        this.requests = requests;
        this.uses = uses;
        this.refunding = refunding;
        this.properties = properties;
        this.audit = audit;
        this.tx = tx;
        this.clock = clock;
    }

    public RefundResult request(
            PaymentId id, @Nullable Money amount, String reason, @Nullable String requestKey, boolean limited, String actor) {
        var seen = payments.findById(id.value()).orElseThrow();
        var key = requestKey == null ? null : Keys.of("staff-refund:" + actor + ":" + requestKey, 1);
        var begun = tx.forCustomer(seen.customerId(), () -> begin(seen, amount, reason, key, limited, actor));
        if (begun instanceof RefundResult.Started(var refund)) {
            refunding.advance(refund.customer().value(), refund.id().value());
            return new RefundResult.Started(find(refund.id()).orElseThrow());
        }
        return begun;
    }

    private RefundResult begin(
            PaymentRow seen, @Nullable Money wanted, String reason, @Nullable String key, boolean limited, String actor) {
        var earlier = key == null ? Optional.<RefundRow>empty() : refunds.findByRequest(seen.customer(), seen.id(), key);
        if (earlier.isPresent()) {
            return new RefundResult.Started(earlier.get().view());
        }
        var row = payments.lock(seen.customer(), seen.id(), seen.attempts());
        var left = uses.returnable(row, new Money(row.settledMinor() - row.refundedMinor(), row.amount().currency()));
        var amount = wanted == null ? left : wanted;
        if (!amount.isPositive() || amount.compareTo(left) > 0) {
            return new RefundResult.TooMuch(left);
        }
        var limit = properties.limit(amount.currency());
        if (limited && amount.compareTo(limit) > 0) {
            return new RefundResult.AboveLimit(limit);
        }
        var now = clock.instant();
        var refund = requests.request(row, amount, RefundCause.STAFF, reason, actor, key, now);
        uses.requested(row, refund, now);
        audit.record(new AuditEntry(now, actor, "payments.refund", "payment", row.id(), reason,
                Map.of("refund", refund.id().toString(), "amount", amount.decimal(), "currency", amount.currency().name())));
        log.info("event=refund_requested refund={} payment={} amount={} actor={}", refund.id(), row.id(), amount, actor);
        return new RefundResult.Started(refund);
    }

    public Optional<RefundView> find(RefundId refund) {
        return refunds.findById(refund.value()).map(RefundRow::view);
    }

    public List<RefundView> of(PaymentView payment) {
        return refunds.ofPayment(payment.customer(), payment.id().value()).stream().map(RefundRow::view).toList();
    }

    public Listing<RefundView> list(boolean parked, Window window) {
        return refunds.page(parked ? REFUND.STATE.eq(DSL.inline("parked")) : DSL.noCondition(), window).map(RefundRow::view);
    }
}
