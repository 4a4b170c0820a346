package io.kopeck.payments.internal;

import io.kopeck.audit.AuditEntry;
import io.kopeck.audit.AuditLog;
import io.kopeck.kernel.CustomerId;
import io.kopeck.payments.PaymentEvent;
import io.kopeck.payments.PaymentId;
import io.kopeck.payments.PaymentVerdict;
import io.kopeck.payments.RefundId;
import io.kopeck.payments.RefundVerdict;
import io.kopeck.payments.Resolution;
import io.kopeck.payments.internal.core.AttemptState;
import io.kopeck.payments.internal.core.PaymentState;
import io.kopeck.platform.events.EventLog;
import io.kopeck.platform.tx.Transactions;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Carries out what a person decides about something parked: the deed, its event and its entry in the audit log are one
 * commit under the customer's lock, so of two people who decide at once only one does.
 */
@Component
public class Resolving {

    private static final String ACTION = "payments.resolve";
    private static final Logger log = LoggerFactory.getLogger(Resolving.class);

    private final PaymentStore payments;
    private final RefundStore refunds;
    private final Settlement settlement;
    private final Charging charging;
    private final Refunding refunding;
    private final AuditLog audit;
    private final EventLog events;
    private final Transactions tx;
    private final Clock clock;

    Resolving(
            PaymentStore payments, RefundStore refunds, Settlement settlement, Charging charging, Refunding refunding,
            AuditLog audit, EventLog events, Transactions tx, Clock clock) {
        this.payments = payments;
        this.refunds = refunds;
        this.settlement = settlement;
        this.charging = charging;
        this.refunding = refunding;
        this.audit = audit;
        this.events = events;
        this.tx = tx;
        this.clock = clock;
    }

    public Resolution resolve(PaymentId id, PaymentVerdict verdict, String reason, String actor) {
        var seen = payments.findById(id.value()).orElseThrow();
        var resolution = tx.forCustomer(seen.customerId(), () -> {
            var row = payments.lock(seen.customer(), seen.id(), seen.attempts());
            return resolve(row, verdict, reason, actor);
        });
        if (resolution == Resolution.DONE && verdict instanceof PaymentVerdict.AskAgain) {
            charging.check(seen.customer(), seen.id(), seen.attempts());
        }
        return resolution;
    }

    private Resolution resolve(PaymentRow row, PaymentVerdict verdict, String reason, String actor) {
        var attempt = row.requireAttempt();
        if (row.state() != PaymentState.PARKED || attempt.state() != AttemptState.PARKED) {
            return Resolution.NOT_PARKED;
        }
        var named = verdict instanceof PaymentVerdict.Succeeded(var id) ? id : null;
        if (verdict instanceof PaymentVerdict.Succeeded && named == null && attempt.providerPaymentId() == null) {
            return Resolution.ID_NEEDED;
        }
        if (named != null && payments.ownerOf(row.account(), named)
                .filter(owner -> !owner.payment().equals(row.id()) || !Integer.valueOf(attempt.number()).equals(owner.attempt()))
                .isPresent()) {
            return Resolution.ID_TAKEN;
        }
        var now = clock.instant();
        events.append(now, new PaymentEvent.PaymentResolved(row.customerId(), row.paymentId(), row.product(), verdict.wireName()));
        settlement.resolve(row, verdict, now);
        var after = payments.find(row.customer(), row.id()).orElseThrow().state().wireName();
        record(now, actor, "payment", row.id(), reason, details(verdict.wireName(), after, row.declineCode(), named));
        log.info("event=payment_resolved payment={} attempt={} outcome={} actor={}", row.id(), attempt.number(), verdict.wireName(), actor);
        return Resolution.DONE;
    }

    public Resolution resolve(RefundId id, RefundVerdict verdict, String reason, String actor) {
        var seen = refunds.findById(id.value()).orElseThrow();
        var customer = new CustomerId(seen.customer());
        var resolution = tx.forCustomer(customer, () -> {
            var row = refunds.lock(seen.customer(), seen.id()).orElseThrow();
            return resolve(row, customer, verdict, reason, actor);
        });
        if (resolution == Resolution.DONE && verdict instanceof RefundVerdict.AskAgain) {
            refunding.advance(seen.customer(), seen.id());
        }
        return resolution;
    }

    private Resolution resolve(RefundRow row, CustomerId customer, RefundVerdict verdict, String reason, String actor) {
        if (!row.state().equals("parked")) {
            return Resolution.NOT_PARKED;
        }
        var named = verdict instanceof RefundVerdict.Succeeded(var id) ? id : null;
        if (verdict instanceof RefundVerdict.Succeeded && named == null && row.providerRefundId() == null) {
            return Resolution.ID_NEEDED;
        }
        var id = named == null ? row.providerRefundId() : named;
        var account = payments.find(row.customer(), row.payment()).orElseThrow().account();
        if (verdict instanceof RefundVerdict.Succeeded && id != null
                && payments.ownerOf(account, id).filter(owner -> !row.id().equals(owner.refund())).isPresent()) {
            return Resolution.ID_TAKEN;
        }
        var now = clock.instant();
        events.append(now, new PaymentEvent.RefundResolved(
                customer, new RefundId(row.id()), new PaymentId(row.payment()), verdict.wireName()));
        refunding.resolve(row, verdict, now);
        var after = refunds.findById(row.id()).orElseThrow().state();
        record(now, actor, "refund", row.id(), reason, details(verdict.wireName(), after, row.code(), named));
        log.info("event=refund_resolved refund={} payment={} outcome={} actor={}", row.id(), row.payment(), verdict.wireName(), actor);
        return Resolution.DONE;
    }

    private static Map<String, String> details(String outcome, String after, @Nullable String parkedBecause, @Nullable String providerId) {
        var details = new LinkedHashMap<String, String>();
        details.put("outcome", outcome);
        details.put("before", "parked");
        details.put("after", after);
        if (parkedBecause != null) {
            details.put("parked_because", parkedBecause);
        }
        if (providerId != null) {
            details.put("provider_id", providerId);
        }
        return details;
    }

    private void record(Instant now, String actor, String kind, UUID subject, String reason, Map<String, String> details) {
        audit.record(new AuditEntry(now, actor, ACTION, kind, subject, reason, details));
    }
}
