package io.kopeck.payments.providers.robokassa;

import io.kopeck.kernel.Currency;
import io.kopeck.payments.spi.ChargeOutcome;
import io.kopeck.payments.spi.RefundOutcome;
import io.kopeck.payments.spi.RefundRequest;
import org.jspecify.annotations.Nullable;

/** Returns money (Robokassa, Refunds). There are no keys, no references of ours and no search: what was lost stays unknown. */
final class Refunds {

    private static final String CREATE = "/RefundService/Refund/Create";
    private static final String STATE = "/RefundService/Refund/GetState";
    private static final String CANCELED = "canceled";
    private static final String PAID = "100";
    private static final String UNKNOWN_ID = "Id is invalid or request id does not exist";

    private final RobokassaApi api;
    private final Operations operations;
    private final @Nullable String password3;
    private final BodyFormat format;

    Refunds(RobokassaApi api, Operations operations, @Nullable String password3, BodyFormat format) {
        this.api = api;
        this.operations = operations;
        this.password3 = password3;
        this.format = format;
    }

    /** How the token is sent; which one is expected, the sources disagree about. */
    enum BodyFormat {
        /** The token itself. */
        JWT("application/jwt"),
        /** The token as a JSON string. */
        JSON("application/json");

        private final String contentType;

        BodyFormat(String contentType) {
            this.contentType = contentType;
        }

        String body(String token) {
            return switch (this) {
                case JWT -> token;
                case JSON -> Json.write(token);
            };
        }
    }

    /** The operation is looked up by the payment's number first; until then nothing can have moved. */
    RefundOutcome create(RefundRequest request) {
        if (password3 == null) {
            return new RefundOutcome.Rejected("no_password3", "refunds need the setting password3");
        }
        if (request.amount().currency() != Currency.RUB || !request.amount().isPositive()) {
            return new RefundOutcome.Rejected("amount", "a refund is a positive sum of roubles");
        }
        if (!Words.isNumber(request.providerPaymentId())) {
            return new RefundOutcome.Rejected("unknown_object", "no such number can exist");
        }
        return switch (operations.ask(request.providerPaymentId())) {
            case Operations.Asked.Known(var operation) -> {
                var refusal = refusal(operation);
                yield refusal == null
                        ? create(request, operation, password3)
                        : new RefundOutcome.Rejected(refusal, "the payment is not one that can be returned");
            }
            case Operations.Asked.Nothing(var cause) ->
                    new RefundOutcome.Rejected("operation_unread", "the payment could not be looked up: " + cause);
        };
    }

    RefundOutcome fetch(String id) {
        if (!Words.isKey(id)) {
            return new RefundOutcome.Rejected(ChargeOutcome.Rejected.NOT_FOUND, "no such id can exist");
        }
        return switch (api.get(api.hosts().services(), STATE, new Form().with("id", id))) {
            case Reply.Text(_, var body) -> state(id, body);
            case Reply.Nothing(var cause) -> new RefundOutcome.Unknown(cause);
        };
    }

    /** Why this operation's money cannot be returned, or null. */
    private static @Nullable String refusal(OperationState operation) {
        return switch (operation.result()) {
            case "0" -> !PAID.equals(operation.state()) ? "not_paid" : Words.isKey(operation.key()) ? null : "no_operation_key";
            case "1" -> "bad_signature";
            case "3" -> "not_paid";
            default -> "operation_unread";
        };
    }

    private RefundOutcome create(RefundRequest request, OperationState operation, String secret) {
        var payload = Json.object().put("OpKey", operation.key()).put("RefundSum", FiscalReceipt.decimal(request.amount()));
        if (request.receipt() != null) {
            payload.set("InvoiceItems", FiscalReceipt.items(request.receipt()));
        }
        var token = Tokens.sign(Json.write(payload), secret);
        return switch (api.post(api.hosts().services(), CREATE, format.contentType, format.body(token))) {
            case Reply.Text(_, var body) -> created(request, body);
            case Reply.Nothing(var cause) -> new RefundOutcome.Unknown(cause);
        };
    }

    /** Success means accepted; only the provider's own {@code false} is a refusal. */
    private static RefundOutcome created(RefundRequest request, String body) {
        var json = Json.read(body);
        if (json == null || !json.path("success").isBoolean()) {
            return new RefundOutcome.Unknown("the answer does not say whether the refund was accepted");
        }
        if (!json.path("success").booleanValue()) {
            return new RefundOutcome.Rejected(Words.code(Json.text(json, "message"), "refused"), "the refund was not accepted");
        }
        var id = Json.text(json, "requestId");
        return Words.isKey(id)
                ? new RefundOutcome.Pending(
                        new RefundOutcome.ProviderRefund(id, request.providerPaymentId(), request.amount(), null))
                : new RefundOutcome.Unknown("the refund was accepted without an id to ask by");
    }

    private static RefundOutcome state(String id, String body) {
        var json = Json.read(body);
        if (json == null) {
            return new RefundOutcome.Unknown("the answer is no refund's state");
        }
        if (json.path("requestId").isMissingNode() && UNKNOWN_ID.equals(Json.text(json, "message"))) {
            return new RefundOutcome.Rejected(ChargeOutcome.Rejected.NOT_FOUND, "no refund has this id");
        }
        if (!id.equalsIgnoreCase(Json.text(json, "requestId"))) {
            return new RefundOutcome.Unknown("the answer is about another refund");
        }
        var label = Json.text(json, "label");
        var amount = Words.roubles(Json.text(json, "amount"));
        if (CANCELED.equals(label)) {
            return new RefundOutcome.Declined(CANCELED, true);
        }
        if (amount == null || label == null) {
            return new RefundOutcome.Unknown("the answer has no readable sum and state");
        }
        var refund = new RefundOutcome.ProviderRefund(id, null, amount, null);
        return switch (label) {
            case "processing" -> new RefundOutcome.Pending(refund);
            case "finished" -> new RefundOutcome.Succeeded(refund);
            default -> new RefundOutcome.Unknown("the refund has a state that is not known here");
        };
    }
}
