package io.kopeck.payments.providers.robokassa;

import io.kopeck.kernel.Money;
import io.kopeck.payments.spi.Receipt;
import java.net.URI;
import tools.jackson.databind.node.ObjectNode;

/**
 * The second receipt of a payment, which closes an advance when what was paid for is handed over (Robokassa, Receipt: second
 * receipt). There are at most two receipts for one payment, so that a repeat cannot make a third.
 */
final class ClosingReceipts {

    private static final String ATTACH = "/RoboFiscal/Receipt/Attach";
    private static final String STATUS = "/RoboFiscal/Receipt/Status";

    /** Settled with money that was paid before; the only mode such a receipt has. */
    private static final int PREPAID = 2;

    private static final String CLOSING_MODE = "full_payment";
    private static final String ATTACHED = "0";
    private static final String REGISTERED = "2";

    /** Nothing is said about the receipt. */
    private static final String INTERNAL_ERROR = "1000";

    private final RobokassaApi api;
    private final Shop shop;

    ClosingReceipts(RobokassaApi api, Shop shop) {
        this.api = api;
        this.shop = shop;
    }

    /** What is known of a receipt after asking once. */
    sealed interface Outcome {

        /** Attached, or, when its status was asked for, registered. */
        record Done() implements Outcome {}

        record Refused(String code) implements Outcome {}

        record Unknown(String cause) implements Outcome {}
    }

    /**
     * Attaches a receipt.
     *
     * @param id our number for it, unique in the shop like a payment's
     * @param payment the number of the payment it closes
     * @param receipt its lines, which sum to {@code total}; their mode is {@code full_payment} whatever they say
     * @param site the shop's address
     * @throws UnspeakableReceipt when it cannot be said in Robokassa's words
     */
    Outcome attach(long id, String payment, Receipt receipt, Money total, URI site) {
        var json = Json.object()
                .put("merchantId", shop.login())
                .put("id", String.valueOf(id))
                .put("originId", payment)
                .put("operation", "sell");
        FiscalReceipt.describe(json, receipt, CLOSING_MODE);
        json.put("url", site.toString()).put("total", FiscalReceipt.decimal(total));
        var client = json.putObject("client");
        if (receipt.email() != null) {
            client.put("email", receipt.email());
        }
        if (receipt.phone() != null) {
            client.put("phone", receipt.phone());
        }
        json.putArray("payments").addObject().put("type", PREPAID).put("sum", FiscalReceipt.decimal(total));
        return switch (send(ATTACH, json, "ResultCode")) {
            case Told.Code(var code) -> code.equals(ATTACHED) ? new Outcome.Done() : new Outcome.Refused("receipt_" + code);
            case Told.Nothing(var cause) -> new Outcome.Unknown(cause);
        };
    }

    /** Asks whether a receipt was registered. Of the other codes none is documented. */
    Outcome status(long id) {
        var json = Json.object().put("merchantId", shop.login()).put("id", String.valueOf(id));
        return switch (send(STATUS, json, "Code")) {
            case Told.Code(var code) -> code.equals(REGISTERED) ? new Outcome.Done() : new Outcome.Unknown("not registered yet: " + code);
            case Told.Nothing(var cause) -> new Outcome.Unknown(cause);
        };
    }

    private Told send(String path, ObjectNode json, String field) {
        var reply = api.post(api.hosts().receipts(), path, "text/plain", Tokens.hashed(Json.write(json), shop));
        return switch (reply) {
            case Reply.Text(_, var body) -> {
                var answer = Json.read(body);
                var code = answer == null ? null : Json.text(answer, field);
                yield code == null || !code.matches("\\d{1,6}") || code.equals(INTERNAL_ERROR)
                        ? new Told.Nothing("the answer does not say how the receipt stands")
                        : new Told.Code(code);
            }
            case Reply.Nothing(var cause) -> new Told.Nothing(cause);
        };
    }

    private sealed interface Told {

        record Code(String code) implements Told {}

        record Nothing(String cause) implements Told {}
    }
}
