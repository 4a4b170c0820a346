package io.kopeck.payments.providers.yookassa;

import io.kopeck.payments.spi.RefundOutcome;
import tools.jackson.databind.JsonNode;

/** Translates refund objects (YooKassa API v3, Refunds). */
final class RefundAnswers {

    private RefundAnswers() {}

    static RefundOutcome fromWire(JsonNode json) {
        var id = Json.text(json, "id");
        var payment = Json.text(json, "payment_id");
        var amount = Json.money(json, "amount");
        if (!Words.isId(id) || !Words.isId(payment) || amount == null) {
            return new RefundOutcome.Unknown("the answer is no refund with a readable id, payment and amount");
        }
        var refund = new RefundOutcome.ProviderRefund(
                id, payment, amount, Json.uuid(json.path("metadata"), Bodies.REFUND_ID));
        return switch (Json.text(json, "status", "")) {
            case "succeeded" -> new RefundOutcome.Succeeded(refund);
            case "pending" -> new RefundOutcome.Pending(refund);
            case "canceled" -> canceled(json);
            default -> new RefundOutcome.Unknown("the refund has a status that is not known here");
        };
    }

    private static RefundOutcome canceled(JsonNode json) {
        var reason = Words.code(Json.text(json.path("cancellation_details"), "reason"), Declines.GENERAL);
        return new RefundOutcome.Declined(reason, Declines.refundAgain(reason));
    }
}
