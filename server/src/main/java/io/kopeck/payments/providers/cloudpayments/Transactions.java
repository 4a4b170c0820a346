package io.kopeck.payments.providers.cloudpayments;

import io.kopeck.payments.spi.ChargeOutcome;
import io.kopeck.payments.spi.ChargeReference;
import io.kopeck.payments.spi.ChargeRequest;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Makes, changes and reads payments, which the provider calls transactions. */
record Transactions(CloudPaymentsApi api, PaymentAnswers answers) {

    /** Charges a saved method; there is no 3-D Secure in this call (Token payments). */
    ChargeOutcome chargeToken(ChargeRequest request) {
        var path = request.capture() ? "/payments/tokens/charge" : "/payments/tokens/auth";
        return answered(request, api.change(path, Bodies.token(request), request.idempotencyKey()));
    }

    /** The answer to a charge. A failure without any text is documented for later changes only (After authorization). */
    ChargeOutcome answered(ChargeRequest request, Reply reply) {
        return switch (reply) {
            case Reply.Body body when body.isRefusal() -> body.message() == null
                    ? new ChargeOutcome.Unknown("a failure without a reason")
                    : Refusals.charge(body);
            case Reply.Body body -> isAnswer(body, request) ? answers.fromWire(body) : Refusals.chargeConflict();
            case Reply.Refusal refusal -> Refusals.charge(refusal);
            case Reply.Nothing(var cause) -> new ChargeOutcome.Unknown(cause);
        };
    }

    ChargeOutcome get(String id) {
        return switch (api.ask("/payments/get", Bodies.transaction(id))) {
            case Reply.Body body when body.isNotFound() -> Refusals.chargeNotFound();
            case Reply.Body body when body.isRefusal() -> Refusals.charge(body);
            case Reply.Body body -> about(id, body);
            case Reply.Refusal refusal -> Refusals.charge(refusal);
            case Reply.Nothing(var cause) -> new ChargeOutcome.Unknown(cause);
        };
    }

    ChargeOutcome about(String id, Reply.Body body) {
        return id.equals(Json.text(body.model(), "TransactionId"))
                ? answers.fromWire(body)
                : new ChargeOutcome.Unknown("the answer is about another payment");
    }

    /**
     * Searches the last payment with an attempt's invoice number; refunds are left out (payments/find).
     *
     * @param announcedAs the order it pays; null where there is none
     */
    ChargeOutcome find(ChargeReference reference, @Nullable String announcedAs) {
        var invoice = Invoice.of(reference).toWire();
        return switch (api.ask("/payments/find", Bodies.invoice(invoice))) {
            case Reply.Body body when body.isNotFound() -> Refusals.chargeNotFound();
            case Reply.Body body when body.isRefusal() -> Refusals.charge(body);
            case Reply.Body body -> invoice.equals(Json.text(body.model(), "InvoiceId"))
                    ? answers.fromWire(body, announcedAs)
                    : new ChargeOutcome.Unknown("the answer is about another payment");
            case Reply.Refusal refusal -> Refusals.charge(refusal);
            case Reply.Nothing(var cause) -> new ChargeOutcome.Unknown(cause);
        };
    }

    /** Confirms or voids a hold, and reads the payment then: the answer shows none (After authorization). */
    ChargeOutcome change(String path, String id, ObjectNode body, String idempotencyKey) {
        return switch (api.change(path, body, idempotencyKey)) {
            case Reply.Body reply when reply.success() -> get(id);
            case Reply.Body reply -> Refusals.charge(reply);
            case Reply.Refusal refusal -> Refusals.charge(refusal);
            case Reply.Nothing(var cause) -> new ChargeOutcome.Unknown(cause);
        };
    }

    /** Whether an answer is about what was asked for; one that cannot be read is judged elsewhere. */
    private static boolean isAnswer(Reply.Body body, ChargeRequest request) {
        var transaction = Transaction.fromWire(body.model());
        return transaction == null || transaction.amount().equals(request.amount())
                && (transaction.invoice() == null
                        || transaction.invoice().equals(Invoice.of(request.reference()).toWire()));
    }
}
