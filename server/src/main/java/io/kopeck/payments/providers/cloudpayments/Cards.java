package io.kopeck.payments.providers.cloudpayments;

import io.kopeck.payments.spi.CardPacket;
import io.kopeck.payments.spi.ChargeOutcome;
import io.kopeck.payments.spi.ChargeRequest;
import io.kopeck.payments.spi.PacketOutcome;
import io.kopeck.payments.spi.PacketOutcome.BankPage;
import io.kopeck.payments.spi.ProviderPayment;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Cards entered on our own page, and the way by the bank's page (Card payments, 3-D Secure). */
record Cards(CloudPaymentsApi api, Transactions transactions) {

    PacketOutcome charge(ChargeRequest request, CardPacket packet) {
        if (request.returnUrl() == null) {
            return new PacketOutcome.Answered(
                    new ChargeOutcome.Rejected("no_return_url", "the bank's page needs a place to return to"));
        }
        var path = request.capture() ? "/payments/cards/charge" : "/payments/cards/auth";
        var reply = api.change(path, Bodies.card(request, packet), request.idempotencyKey());
        return reply instanceof Reply.Body body && isAtBank(body)
                ? atBank(request, request.returnUrl().toString(), body.model())
                : new PacketOutcome.Answered(transactions.answered(request, reply));
    }

    /** {@code Success} false may also mean that the bank asks: the answer then has its page and no reason (Envelope). */
    private static boolean isAtBank(Reply.Body body) {
        return !body.success() && body.model().hasNonNull("AcsUrl") && body.model().hasNonNull("PaReq")
                && !body.model().hasNonNull("ReasonCode");
    }

    private static PacketOutcome atBank(ChargeRequest request, String returnUrl, JsonNode model) {
        var id = Json.text(model, "TransactionId");
        var address = Words.webAddress(Json.text(model, "AcsUrl"));
        var question = Json.text(model, "PaReq");
        if (!Words.isTransaction(id) || address == null || question == null) {
            return new PacketOutcome.Answered(
                    new ChargeOutcome.Unknown("the bank asks, and its page or the payment's number cannot be read"));
        }
        return new PacketOutcome.AtBank(
                new ProviderPayment(id, null, request.amount(), request.paymentId(), request.attempt(), null, null),
                new BankPage(address, Map.of("PaReq", question, "MD", id, "TermUrl", returnUrl)));
    }

    ChargeOutcome conclude(String id, String bankAnswer) {
        return switch (api.change("/payments/cards/post3ds", Bodies.post3ds(id, bankAnswer), "post3ds-" + id)) {
            case Reply.Body body when body.isRefusal() -> Refusals.charge(body);
            case Reply.Body body -> transactions.about(id, body);
            case Reply.Refusal refusal -> Refusals.charge(refusal);
            case Reply.Nothing(var cause) -> new ChargeOutcome.Unknown(cause);
        };
    }
}
