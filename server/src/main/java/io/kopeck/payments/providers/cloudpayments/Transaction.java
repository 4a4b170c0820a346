package io.kopeck.payments.providers.cloudpayments;

import io.kopeck.kernel.Money;
import io.kopeck.payments.spi.ProviderMethod;
import io.kopeck.payments.spi.ProviderPayment;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A transaction as the provider shows it (Transaction model), a payment as well as a refund.
 *
 * @param kind 0 payment, 1 refund, 2 payout; null in old answers, which are payments
 * @param reason 0 when approved; null where no answer of a bank is known yet
 * @param invoice the number it was sent with, ours or another's
 * @param original the payment a refund belongs to; null when it does not say
 * @param refunded whether something of it was returned; null when it does not say
 */
record Transaction(
        String id,
        Money amount,
        String status,
        @Nullable Integer kind,
        @Nullable Integer reason,
        @Nullable String invoice,
        @Nullable UUID paymentId,
        @Nullable Integer attempt,
        @Nullable UUID refundId,
        @Nullable String original,
        @Nullable Boolean refunded,
        @Nullable Instant createdAt,
        @Nullable Instant authorizedAt,
        boolean test,
        @Nullable ProviderMethod method) {

    private static final int CENTURY = 2000;
    private static final int KIND_PAYMENT = 0;
    private static final int KIND_REFUND = 1;

    /** The transaction in this model; null when its id, amount or status cannot be read. */
    static @Nullable Transaction fromWire(JsonNode model) {
        var id = Json.text(model, "TransactionId");
        var amount = Json.money(model, "Amount", "Currency");
        var status = Json.text(model, "Status");
        if (!Words.isTransaction(id) || amount == null || status == null) {
            return null;
        }
        var invoice = Json.text(model, "InvoiceId");
        var number = Invoice.fromWire(invoice);
        var data = Json.embedded(model, "JsonData");
        var refunded = model.path("Refunded");
        return new Transaction(
                id,
                amount,
                status,
                number(model, "Type", 3),
                number(model, "ReasonCode", 6),
                invoice,
                number == null ? Json.uuid(data, Bodies.PAYMENT_ID) : number.paymentId(),
                number == null ? number(data, Bodies.ATTEMPT, 3) : Integer.valueOf(number.attempt()),
                Json.uuid(data, Bodies.REFUND_ID),
                original(model),
                refunded.isBoolean() ? refunded.booleanValue() : null,
                Json.time(model, "CreatedDate"),
                Json.time(model, "AuthDate"),
                Json.isTrue(model, "TestMode"),
                method(model));
    }

    /** Whether it returns money: it carries a refund's reference, or says so, or names what it returns. */
    boolean isRefund() {
        return refundId != null || (kind == null ? original != null : kind == KIND_REFUND);
    }

    boolean isPayment() {
        return !isRefund() && (kind == null || kind == KIND_PAYMENT);
    }

    ProviderPayment payment(@Nullable String announcedAs) {
        return new ProviderPayment(id, announcedAs, amount, paymentId, attempt, null, method);
    }

    private static @Nullable String original(JsonNode model) {
        var original = Json.text(model, "OriginalTransactionId");
        return Words.isTransaction(original) ? original : null;
    }

    /** The method, when it can be charged again: it has a token, and an account that it is kept under (Token payments). */
    private static @Nullable ProviderMethod method(JsonNode model) {
        var token = Json.text(model, "Token");
        if (token == null) {
            return null;
        }
        var type = Json.text(model, "CardType");
        var last4 = Json.digits(model, "CardLastFour", 4, 4);
        var expiry = Json.text(model, "CardExpDate", "");
        boolean dated = expiry.matches("(0[1-9]|1[0-2])/\\d\\d");
        return new ProviderMethod(
                token,
                Json.text(model, "AccountId") != null,
                last4 == null ? "other" : "bank_card",
                last4 == null ? null : (type == null ? "*" : type + " *") + last4,
                type,
                Json.digits(model, "CardFirstSix", 6, 6),
                last4,
                dated ? Integer.valueOf(expiry.substring(0, 2)) : null,
                dated ? Integer.valueOf(CENTURY + Integer.parseInt(expiry.substring(3))) : null);
    }

    private static @Nullable Integer number(JsonNode parent, String field, int lengthMax) {
        var digits = Json.digits(parent, field, 1, lengthMax);
        return digits == null ? null : Integer.valueOf(digits);
    }
}
