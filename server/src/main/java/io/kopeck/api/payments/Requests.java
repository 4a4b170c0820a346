package io.kopeck.api.payments;

import io.kopeck.api.web.Fields;
import io.kopeck.payments.PaymentVerdict;
import io.kopeck.payments.RefundVerdict;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The bodies that payments and refunds take. */
final class Requests {

    private static final int REASON_LENGTH_MAX = 250;
    private static final String SUCCEEDED = new PaymentVerdict.Succeeded(null).wireName();
    private static final String NOT_CHARGED = new PaymentVerdict.NotCharged().wireName();
    private static final String NOT_RETURNED = new RefundVerdict.NotReturned().wireName();
    private static final String ASK_AGAIN = new PaymentVerdict.AskAgain().wireName();

    private Requests() {}

    /** @param paymentId the payment to ask about */
    record Check(@Nullable UUID paymentId) {}

    /** @param amount how much of what is held, a decimal string; all of it when left out */
    record Confirm(@Nullable UUID paymentId, @Nullable String amount) {}

    /**
     * @param amount how much, a decimal string; all that is left when left out
     * @param reason why, for the records
     */
    record Refund(@Nullable UUID paymentId, @Nullable String amount, @Nullable String reason) {

        String checkedReason(Fields fields) {
            return reasonOf(fields, reason);
        }
    }

    /**
     * @param outcome {@code succeeded}, {@code not_charged} or {@code ask_again}
     * @param providerPaymentId the acquirer's id; needed with {@code succeeded} when we do not know it
     * @param reason why, for the audit log
     */
    record ResolvePayment(@Nullable String outcome, @Nullable String providerPaymentId, @Nullable String reason) {

        PaymentVerdict verdict(Fields fields) {
            var named = foreignId(fields, "provider_payment_id", providerPaymentId);
            var word = fields.choice("outcome", outcome, List.of(SUCCEEDED, NOT_CHARGED, ASK_AGAIN)).orElse(ASK_AGAIN);
            return word.equals(SUCCEEDED) ? new PaymentVerdict.Succeeded(named)
                    : word.equals(NOT_CHARGED) ? new PaymentVerdict.NotCharged() : new PaymentVerdict.AskAgain();
        }

        String checkedReason(Fields fields) {
            return reasonOf(fields, reason);
        }
    }

    /**
     * @param outcome {@code succeeded}, {@code not_returned} or {@code ask_again}
     * @param providerRefundId the acquirer's id; needed with {@code succeeded} when we do not know it
     * @param reason why, for the audit log
     */
    record ResolveRefund(@Nullable String outcome, @Nullable String providerRefundId, @Nullable String reason) {

        RefundVerdict verdict(Fields fields) {
            var named = foreignId(fields, "provider_refund_id", providerRefundId);
            var word = fields.choice("outcome", outcome, List.of(SUCCEEDED, NOT_RETURNED, ASK_AGAIN)).orElse(ASK_AGAIN);
            return word.equals(SUCCEEDED) ? new RefundVerdict.Succeeded(named)
                    : word.equals(NOT_RETURNED) ? new RefundVerdict.NotReturned() : new RefundVerdict.AskAgain();
        }

        String checkedReason(Fields fields) {
            return reasonOf(fields, reason);
        }
    }

    /** @param reason why, for the audit log */
    record SendAgain(@Nullable String reason) {

        String checkedReason(Fields fields) {
            return reasonOf(fields, reason);
        }
    }

    private static @Nullable String foreignId(Fields fields, String name, @Nullable String value) {
        return value == null ? null : fields.foreignId(name, value).orElse(null);
    }

    private static String reasonOf(Fields fields, @Nullable String reason) {
        return fields.text("reason", reason, REASON_LENGTH_MAX).orElse("");
    }
}
