package io.kopeck.payments;

import io.kopeck.kernel.Money;
import io.kopeck.payments.internal.RefundDesk;
import io.kopeck.payments.internal.Resolving;
import io.kopeck.platform.page.Listing;
import io.kopeck.platform.page.Window;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Refunds as people see and make them. Those that a policy gives are requested with {@link Payments#requestRefund}. */
@Component
public final class Refunds {

    private final RefundDesk desk;
    private final Resolving resolving;

    Refunds(RefundDesk desk, Resolving resolving) {
        this.desk = desk;
        this.resolving = resolving;
    }

    /**
     * Returns money of a settled payment because a member of staff says so, written in the audit log. Outside any
     * transaction: the acquirer is asked at once, what stays open the reconciler does.
     *
     * @param amount how much, or null for all that is left
     * @param reason why, at most 250 characters
     * @param requestKey tells a repeat of the same wish from another one; null when the caller has none
     * @param limited whether the configured limit per refund applies
     */
    public RefundResult request(
            PaymentId payment, @Nullable Money amount, String reason, @Nullable String requestKey, boolean limited, String actor) {
        return desk.request(payment, amount, reason, requestKey, limited, actor);
    }

    public Optional<RefundView> find(RefundId refund) {
        return desk.find(refund);
    }

    /** The payment's refunds, oldest first, at most 100. */
    public List<RefundView> of(PaymentView payment) {
        return desk.of(payment);
    }

    /** All refunds, newest first; {@code parked}: only those a person has to decide about. */
    public Listing<RefundView> list(boolean parked, Window window) {
        return desk.list(parked, window);
    }

    /**
     * Decides what a parked refund became, written in the audit log with the reason. Outside any transaction.
     *
     * @throws java.util.NoSuchElementException when there is no such refund
     */
    public Resolution resolve(RefundId refund, RefundVerdict verdict, String reason, String actor) {
        return resolving.resolve(refund, verdict, reason, actor);
    }
}
