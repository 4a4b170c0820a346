package io.kopeck.payments.providers.cloudpayments;

import io.kopeck.payments.spi.ReceiptOutcome;
import io.kopeck.payments.spi.ReceiptRequest;
import io.kopeck.payments.spi.SentReceipt;
import tools.jackson.databind.JsonNode;

/**
 * Registers receipts by calls of their own (CloudKassir, kkt). A receipt is put in a queue, and its number is asked about
 * until the register has printed it. There is no search: a receipt whose number was lost stays uncertain.
 */
final class CashRegister {

    private static final int NO_ERROR = 0;

    private final CloudPaymentsApi api;
    private final String inn;

    /** @param inn the taxpayer number whose register prints, of 10 or 12 digits */
    CashRegister(CloudPaymentsApi api, String inn) {
        this.api = api;
        this.inn = inn;
    }

    ReceiptOutcome send(ReceiptRequest request) {
        return switch (api.change("/kkt/receipt", Bodies.receipt(inn, request), request.idempotencyKey())) {
            case Reply.Body body -> taken(body);
            case Reply.Refusal(var code, var detail) -> new ReceiptOutcome.Refused(code, detail);
            case Reply.Nothing(var cause) -> new ReceiptOutcome.Unknown(cause);
        };
    }

    /** A queue's answer names the receipt, a refusal only its error. */
    private static ReceiptOutcome taken(Reply.Body body) {
        var id = Json.text(body.model(), "Id");
        var error = body.model().path("ErrorCode");
        if (body.success() && Words.isReceipt(id)) {
            return new ReceiptOutcome.Pending(id);
        }
        return !body.success() && error.isInt() && error.intValue() != NO_ERROR
                ? new ReceiptOutcome.Refused("register_" + error.intValue(), Refusals.detail(body))
                : new ReceiptOutcome.Unknown("the answer does not say whether the receipt was taken");
    }

    /** The answer is a success whatever became of the receipt. */
    ReceiptOutcome fetch(SentReceipt sent) {
        var id = sent.receiptId();
        if (!Words.isReceipt(id)) {
            return new ReceiptOutcome.Unknown("there is no search for receipts");
        }
        return switch (api.ask("/kkt/receipt/status/get", Bodies.receiptId(id))) {
            case Reply.Body body when body.success() -> status(id, body.model());
            case Reply.Body body -> new ReceiptOutcome.Unknown(Refusals.detail(body));
            case Reply.Refusal(_, var detail) -> new ReceiptOutcome.Unknown(detail);
            case Reply.Nothing(var cause) -> new ReceiptOutcome.Unknown(cause);
        };
    }

    private static ReceiptOutcome status(String id, JsonNode model) {
        return switch (model.asString("")) {
            case "Queued" -> new ReceiptOutcome.Pending(id);
            case "Processed" -> new ReceiptOutcome.Registered(id);
            case "Error" -> new ReceiptOutcome.Refused("register_error", "the register could not print it");
            default -> new ReceiptOutcome.Unknown("the receipt has a status that is not known here");
        };
    }
}
