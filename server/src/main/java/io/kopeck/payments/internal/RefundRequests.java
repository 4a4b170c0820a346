package io.kopeck.payments.internal;

import io.kopeck.kernel.Money;
import io.kopeck.payments.RefundCause;
import io.kopeck.payments.RefundView;
import io.kopeck.platform.jobs.Jobs;
import io.kopeck.platform.time.Ids;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Opens refunds: the amount is reserved on the payment and the refund becomes due, in the caller's transaction. */
@Component
class RefundRequests {

    private final PaymentStore payments;
    private final RefundStore refunds;
    private final Jobs jobs;
    private final Ids ids;

    RefundRequests(PaymentStore payments, RefundStore refunds, Jobs jobs, Ids ids) {
        this.payments = payments;
        this.refunds = refunds;
        this.jobs = jobs;
        this.ids = ids;
    }

    /** The caller has checked that this much is left; the database refuses it otherwise. */
    RefundView request(PaymentRow payment, Money amount, RefundCause cause, String reason, String requestedBy, Instant now) {
        return request(payment, amount, cause, reason, requestedBy, null, now);
    }

    /** @param requestKey tells a repeat of the same wish; null where the cause itself does */
    RefundView request(
            PaymentRow payment, Money amount, RefundCause cause, String reason, String requestedBy, @Nullable String requestKey,
            Instant now) {
        payments.reserveRefund(payment.customer(), payment.id(), amount.minor(), now);
        var row = new RefundRow(
                payment.customer(), ids.next(), payment.id(), payment.requireAttempt().number(), amount, cause.wireName(),
                reason, "due", 0, null, null, null, null, 0, null, now, null);
        refunds.insertDue(row, requestedBy, requestKey, now);
        jobs.wakeAfterCommit(RefundJob.NAME);
        return row.view();
    }
}
