package io.kopeck.sandbox.yookassa;

import io.kopeck.sandbox.engine.Money;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The body of {@code POST /payments}, checked field by field (reference, 4 and 5.2). */
record PaymentRequest(Money amount, @Nullable String description, Map<String, @Nullable String> metadata, boolean capture,
        @Nullable Boolean save, @Nullable Confirmation confirmation, @Nullable String methodId, @Nullable String methodType,
        @Nullable String merchantCustomerId, @Nullable JsonNode receipt) {

    /** Enforced by the provider for cards (reference, 14). */
    static final long AMOUNT_MIN_MINOR = 100;

    private static final Set<String> METHOD_TYPES = Set.of("bank_card", "cash", "sberbank", "tinkoff_bank", "yoo_money",
            "mobile_balance", "b2b_sberbank", "sbp", "sber_loan", "electronic_certificate", "sber_bnpl", "alfa_pay");

    private static final Set<String> AVAILABLE = Set.of(Method.BANK_CARD, Method.YOO_MONEY, Method.SBP);

    static PaymentRequest fromWire(Fields body, Shop shop) {
        var amount = body.requiredMoney("amount", Shop.CURRENCY);
        if (amount.minor() < AMOUNT_MIN_MINOR) {
            throw ApiError.invalid("amount.value", "The minimum amount is " + Money.decimal(AMOUNT_MIN_MINOR));
        }
        if (body.has("payment_token")) {
            throw body.bad("payment_token", "Payment tokens are not available in this store");
        }
        var methodId = body.text("payment_method_id", 64);
        if (methodId != null && (body.has("save_payment_method") || body.has("payment_method_data"))) {
            throw body.bad("payment_method_id", "Can't be used together with save_payment_method or payment_method_data");
        }
        var confirmation = Confirmation.fromWire(body);
        if (methodId == null && confirmation == null) {
            throw body.bad("confirmation", "Required parameter is missing");
        }
        var recipient = body.object("recipient");
        var gateway = recipient == null ? null : recipient.text("gateway_id", 64);
        if (recipient != null && gateway != null && !gateway.equals(shop.gatewayId())) {
            throw recipient.bad("gateway_id", "Unknown gateway_id");
        }
        body.text("client_ip", 64);
        return new PaymentRequest(amount, body.text("description", 128), body.metadata(), Boolean.TRUE.equals(body.flag("capture")),
                body.flag("save_payment_method"), confirmation, methodId, methodType(body), body.text("merchant_customer_id", 200),
                body.raw("receipt"));
    }

    private static @Nullable String methodType(Fields body) {
        var data = body.object("payment_method_data");
        if (data == null) {
            return null;
        }
        var type = data.requiredText("type", 64);
        if (!METHOD_TYPES.contains(type)) {
            throw data.bad("type", "Unknown value");
        }
        boolean holdsWithSbp = type.equals(Method.SBP) && !Boolean.TRUE.equals(body.flag("capture"));
        if (!AVAILABLE.contains(type) || holdsWithSbp) {
            throw ApiError.invalid(null, "Payment method is not available");
        }
        if (data.has("card")) {
            throw ApiError.forbidden("This store can't process card data. Contact the YooMoney manager to learn more");
        }
        return type;
    }
}
