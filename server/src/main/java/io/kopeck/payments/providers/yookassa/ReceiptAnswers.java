package io.kopeck.payments.providers.yookassa;

import io.kopeck.payments.spi.ReceiptOutcome;
import io.kopeck.payments.spi.ReceiptSubject;
import tools.jackson.databind.JsonNode;

/** Translates what the provider says of fiscal receipts (YooKassa API v3, Receipts; 54-FZ). */
final class ReceiptAnswers {

    static final String PAYMENT = "payment";
    static final String REFUND = "refund";

    private static final String CANCELED = "registration_canceled";

    private ReceiptAnswers() {}

    /** A receipt object. It has to be about the settlement asked about, so that no other one stands for it. */
    static ReceiptOutcome fromWire(JsonNode json, ReceiptSubject subject) {
        var id = Json.text(json, "id");
        if (!Words.isId(id) || !isAbout(json, subject)) {
            return new ReceiptOutcome.Unknown("the answer is no receipt of this settlement");
        }
        return switch (Json.text(json, "status", "")) {
            case "succeeded" -> new ReceiptOutcome.Registered(id);
            case "pending" -> new ReceiptOutcome.Pending(id);
            case "canceled" -> new ReceiptOutcome.Refused(CANCELED, "the register refused it");
            default -> new ReceiptOutcome.Unknown("the receipt has a status that is not known here");
        };
    }

    /** The field of a payment or refund that follows the receipt it came with; there is none where no receipt was taken. */
    static ReceiptOutcome registration(JsonNode json, String id) {
        if (!id.equals(Json.text(json, "id"))) {
            return new ReceiptOutcome.Unknown("the answer is about something else");
        }
        return switch (Json.text(json, "receipt_registration", "")) {
            case "succeeded" -> new ReceiptOutcome.Registered(null);
            case "pending" -> new ReceiptOutcome.Pending(null);
            case "canceled" -> new ReceiptOutcome.Refused(CANCELED, "the register refused what came with the money");
            case "" -> new ReceiptOutcome.Refused("not_registered", "the provider took no receipt along with the money");
            default -> new ReceiptOutcome.Unknown("the registration has a state that is not known here");
        };
    }

    /** Whatever there is for the settlement: registered if one of them is, else on its way if one of them is. */
    static ReceiptOutcome best(JsonNode receipts, ReceiptSubject subject) {
        ReceiptOutcome best = new ReceiptOutcome.Refused("not_found", "there is no receipt of this settlement");
        for (var receipt : receipts) {
            var outcome = fromWire(receipt, subject);
            if (rank(outcome) > rank(best)) {
                best = outcome;
            }
        }
        return best;
    }

    private static int rank(ReceiptOutcome outcome) {
        return switch (outcome) {
            case ReceiptOutcome.Registered _ -> 3;
            case ReceiptOutcome.Pending _ -> 2;
            case ReceiptOutcome.Unknown _ -> 1;
            case ReceiptOutcome.Refused _, ReceiptOutcome.NotOffered _ -> 0;
        };
    }

    private static boolean isAbout(JsonNode json, ReceiptSubject subject) {
        return subject.isRefund()
                ? REFUND.equals(Json.text(json, "type")) && String.valueOf(subject.providerRefundId()).equals(Json.text(json, "refund_id"))
                : PAYMENT.equals(Json.text(json, "type")) && subject.providerPaymentId().equals(Json.text(json, "payment_id"));
    }
}
