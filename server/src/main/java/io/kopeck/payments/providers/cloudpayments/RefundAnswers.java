package io.kopeck.payments.providers.cloudpayments;

import io.kopeck.payments.spi.RefundOutcome;
import io.kopeck.payments.spi.RefundOutcome.ProviderRefund;
import io.kopeck.payments.spi.RetryAdvice;

/** Translates answers that show a refund, which is a transaction of its own. */
final class RefundAnswers {

    private RefundAnswers() {}

    static RefundOutcome fromWire(Reply.Body body) {
        var transaction = Transaction.fromWire(body.model());
        if (transaction == null || !transaction.isRefund()) {
            return new RefundOutcome.Unknown("the answer is no refund with a readable id, amount and status");
        }
        var refund = new ProviderRefund(
                transaction.id(), transaction.original(), transaction.amount(), transaction.refundId());
        return outcome(body, transaction, refund);
    }

    /** The outcome of a refund by its status. */
    static RefundOutcome outcome(Reply.Body body, Transaction transaction, ProviderRefund refund) {
        return switch (transaction.status()) {
            case "Completed" -> body.success()
                    ? new RefundOutcome.Succeeded(refund)
                    : new RefundOutcome.Unknown("the answer contradicts itself");
            case "AwaitingAuthentication", "Authorized" -> new RefundOutcome.Pending(refund);
            case "Cancelled" -> new RefundOutcome.Declined("canceled", true);
            case "Declined" -> {
                int reason = transaction.reason() == null ? 0 : transaction.reason();
                yield new RefundOutcome.Declined(Reason.word(reason), Reason.advice(reason) == RetryAdvice.LATER);
            }
            default -> new RefundOutcome.Unknown("the refund has a status that is not known here");
        };
    }
}
