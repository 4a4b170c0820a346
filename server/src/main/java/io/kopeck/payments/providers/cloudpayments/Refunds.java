package io.kopeck.payments.providers.cloudpayments;

import io.kopeck.payments.spi.LostRefund;
import io.kopeck.payments.spi.RefundOutcome;
import io.kopeck.payments.spi.RefundOutcome.ProviderRefund;
import io.kopeck.payments.spi.RefundRequest;
import java.time.Duration;

/** Makes and reads refunds, which are transactions of their own. */
record Refunds(CloudPaymentsApi api) {

    /** How far the provider's clock and ours may differ. */
    private static final Duration CLOCKS_APART = Duration.ofMinutes(5);

    /** Returns money, and reads the refund then: the answer shows its number only, and one by SBP is not done yet. */
    RefundOutcome make(RefundRequest request) {
        return switch (api.change("/payments/refund", Bodies.refund(request), request.idempotencyKey())) {
            case Reply.Body body when body.success() -> made(request, body);
            case Reply.Body body -> Refusals.refund(body);
            case Reply.Refusal refusal -> Refusals.refund(refusal);
            case Reply.Nothing(var cause) -> new RefundOutcome.Unknown(cause);
        };
    }

    RefundOutcome get(String id) {
        return switch (api.ask("/payments/get", Bodies.transaction(id))) {
            case Reply.Body body when body.isNotFound() -> Refusals.refundNotFound();
            case Reply.Body body when body.isRefusal() -> Refusals.refund(body);
            case Reply.Body body -> id.equals(Json.text(body.model(), "TransactionId"))
                    ? RefundAnswers.fromWire(body)
                    : new RefundOutcome.Unknown("the answer is about another refund");
            case Reply.Refusal refusal -> Refusals.refund(refusal);
            case Reply.Nothing(var cause) -> new RefundOutcome.Unknown(cause);
        };
    }

    /**
     * Looks at the last operation with the payment's invoice number, which is all there is to search by
     * (v2/payments/find). It proves something when it is our refund, when it is older than ours can be, or when it is
     * still the payment itself with nothing returned; a later one may hide ours.
     */
    RefundOutcome find(LostRefund lost) {
        return switch (api.ask("/payments/get", Bodies.transaction(lost.providerPaymentId()))) {
            case Reply.Body body -> {
                var payment = Transaction.fromWire(body.model());
                yield payment == null || !payment.isPayment() || !payment.id().equals(lost.providerPaymentId())
                                || payment.invoice() == null
                        ? new RefundOutcome.Unknown("the payment of the refund cannot be read")
                        : lastOperation(lost, payment);
            }
            case Reply.Refusal refusal -> Refusals.refund(refusal);
            case Reply.Nothing(var cause) -> new RefundOutcome.Unknown(cause);
        };
    }

    private RefundOutcome lastOperation(LostRefund lost, Transaction payment) {
        return switch (api.ask("/v2/payments/find", Bodies.invoice(payment.invoice()))) {
            case Reply.Body body -> judge(lost, payment, body);
            case Reply.Refusal refusal -> Refusals.refund(refusal);
            case Reply.Nothing(var cause) -> new RefundOutcome.Unknown(cause);
        };
    }

    private static RefundOutcome judge(LostRefund lost, Transaction payment, Reply.Body body) {
        var last = Transaction.fromWire(body.model());
        if (last == null || !payment.invoice().equals(last.invoice())) {
            return new RefundOutcome.Unknown("the last operation cannot be read");
        }
        if (lost.refundId().equals(last.refundId())) {
            var found = new ProviderRefund(last.id(), payment.id(), last.amount(), last.refundId());
            return last.original() == null || last.original().equals(payment.id())
                    ? RefundAnswers.outcome(body, last, found)
                    : new RefundOutcome.Unknown("the refund found belongs to another payment");
        }
        boolean nothingReturned = last.id().equals(payment.id()) && !Boolean.TRUE.equals(last.refunded());
        return nothingReturned || last.isRefund() && isOlder(last, lost)
                ? Refusals.refundNotFound()
                : new RefundOutcome.Unknown("another operation came after the payment");
    }

    private static boolean isOlder(Transaction refund, LostRefund lost) {
        return refund.createdAt() != null && refund.createdAt().isBefore(lost.sentAt().minus(CLOCKS_APART));
    }

    /**
     * The refund was accepted, and is looked at by its number. That a refund can be read like a payment is not certain: one
     * that cannot be is done, since the provider said so.
     */
    private RefundOutcome made(RefundRequest request, Reply.Body accepted) {
        var id = Json.text(accepted.model(), "TransactionId");
        if (!Words.isTransaction(id)) {
            return new RefundOutcome.Unknown("the refund was accepted without a number");
        }
        var refund = new ProviderRefund(id, request.providerPaymentId(), request.amount(), request.refundId());
        return switch (api.ask("/payments/get", Bodies.transaction(id))) {
            case Reply.Body body -> {
                var shown = Transaction.fromWire(body.model());
                if (shown == null || !shown.id().equals(id)) {
                    yield new RefundOutcome.Succeeded(refund);
                }
                yield isSame(request, shown) ? RefundAnswers.outcome(body, shown, refund) : Refusals.refundConflict();
            }
            case Reply.Refusal _ -> new RefundOutcome.Succeeded(refund);
            case Reply.Nothing _ -> new RefundOutcome.Pending(refund);
        };
    }

    /** Whether the refund shown is the one asked for, not an earlier one under the same key. */
    private static boolean isSame(RefundRequest request, Transaction shown) {
        return shown.amount().equals(request.amount())
                && (shown.original() == null || shown.original().equals(request.providerPaymentId()))
                && (shown.refundId() == null || shown.refundId().equals(request.refundId()));
    }
}
