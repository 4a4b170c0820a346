package io.kopeck.payments.providers.yookassa;

import io.kopeck.payments.spi.ChargeOutcome;
import io.kopeck.payments.spi.ProviderMethod;
import io.kopeck.payments.spi.ProviderPayment;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Translates payment objects (YooKassa API v3, Payments).
 *
 * @param live whether the key is a live shop's, so that a test payment is no money
 */
record PaymentAnswers(boolean live) {

    /** The outcome by the payment's status, which alone decides; the HTTP code was 200 in any case. */
    ChargeOutcome fromWire(JsonNode json) {
        var payment = payment(json);
        if (payment == null) {
            return new ChargeOutcome.Unknown("the answer is no payment with a readable id and amount");
        }
        return switch (Json.text(json, "status", "")) {
            case "succeeded" -> succeeded(json, payment);
            case "waiting_for_capture" -> new ChargeOutcome.Held(payment, Json.time(json, "expires_at"));
            case "pending" -> new ChargeOutcome.Pending(payment, confirmationUrl(json.path("confirmation")));
            case "canceled" -> canceled(json, payment);
            default -> new ChargeOutcome.Unknown("the payment has a status that is not known here");
        };
    }

    private ChargeOutcome succeeded(JsonNode json, ProviderPayment payment) {
        if (!Json.isTrue(json, "paid")) {
            return new ChargeOutcome.Unknown("the payment succeeded but is not paid");
        }
        if (live && Json.isTrue(json, "test")) {
            return new ChargeOutcome.Unknown("a live shop answered with a test payment");
        }
        return new ChargeOutcome.Succeeded(payment);
    }

    private static ChargeOutcome canceled(JsonNode json, ProviderPayment payment) {
        var reason = Words.code(Json.text(json.path("cancellation_details"), "reason"), Declines.GENERAL);
        return new ChargeOutcome.Declined(reason, Declines.advice(reason), payment);
    }

    /** {@code paid} is in every payment and in nothing else, so that no other object is taken for one. */
    private static @Nullable ProviderPayment payment(JsonNode json) {
        var id = Json.text(json, "id");
        var amount = Json.money(json, "amount");
        var refunded = Json.money(json, "refunded_amount");
        boolean refundedUnreadable = refunded == null && json.hasNonNull("refunded_amount");
        if (!Words.isId(id) || amount == null || refundedUnreadable || !json.path("paid").isBoolean()) {
            return null;
        }
        var metadata = json.path("metadata");
        return new ProviderPayment(
                id, null, amount, Json.uuid(metadata, Bodies.PAYMENT_ID), number(Json.digits(metadata, Bodies.ATTEMPT, 1, 3)),
                refunded, method(json.path("payment_method")));
    }

    /**
     * The method, when it can be named. It can be charged again only when {@code saved} is true, whatever its id looks
     * like; newer answers add a status, which then has to be active.
     */
    private static @Nullable ProviderMethod method(JsonNode json) {
        var token = Json.text(json, "id");
        var kind = Json.text(json, "type");
        if (token == null || kind == null) {
            return null;
        }
        var card = json.path("card");
        var month = number(Json.digits(card, "expiry_month", 1, 2));
        var year = number(Json.digits(card, "expiry_year", 4, 4));
        boolean dated = month != null && year != null && month >= 1 && month <= 12;
        return new ProviderMethod(
                token,
                Json.isTrue(json, "saved") && "active".equals(Json.text(json, "status", "active")),
                kind,
                Json.text(json, "title"),
                Json.text(card, "card_type"),
                Json.digits(card, "first6", 6, 6),
                Json.digits(card, "last4", 4, 4),
                dated ? month : null,
                dated ? year : null);
    }

    private static @Nullable Integer number(@Nullable String digits) {
        return digits == null ? null : Integer.valueOf(digits);
    }

    /** Where the customer confirms: only a web address may be sent to a browser. */
    private static @Nullable URI confirmationUrl(JsonNode confirmation) {
        try {
            var url = new URI(Json.text(confirmation, "confirmation_url", ""));
            return "https".equals(url.getScheme()) || "http".equals(url.getScheme()) ? url : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }
}
