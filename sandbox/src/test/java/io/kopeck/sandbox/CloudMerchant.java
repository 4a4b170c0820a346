package io.kopeck.sandbox;

import io.kopeck.sandbox.cloudpayments.CloudPaymentsOptions;
import io.kopeck.sandbox.engine.Json;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The merchant's programmer at CloudPayments' API; control calls go through {@link #control}. */
final class CloudMerchant {

    static final String BASIC = basic(CloudPaymentsOptions.DEFAULT_PUBLIC_ID, CloudPaymentsOptions.DEFAULT_API_SECRET);
    static final String GOOD = "card_4000000000003055";
    static final String GOOD_3DS = "card_4242424242424242";
    static final String POOR = "card_4000056655665556";
    static final String POOR_LATER = "card_4111111111111111";

    final Merchant control;

    CloudMerchant(Sandbox sandbox) {
        this.control = new Merchant(sandbox);
    }

    static String basic(String login, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((login + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    Merchant.Reply post(String path, String json) {
        return post(path, null, json);
    }

    Merchant.Reply post(String path, @Nullable String requestId, String json) {
        return control.raw(request(path, requestId, json));
    }

    /** As above, for calls whose answer may not come. */
    Merchant.Reply tryPost(String path, @Nullable String requestId, String json) throws IOException {
        return control.tryRaw(request(path, requestId, json));
    }

    private HttpRequest request(String path, @Nullable String requestId, String json) {
        var request = control.request("/cloudpayments" + path).header("Authorization", BASIC).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json));
        if (requestId != null) {
            request.header("X-Request-ID", requestId);
        }
        return request.build();
    }

    Merchant.Reply form(String path, String form) {
        return control.raw(control.request("/cloudpayments" + path).header("Authorization", BASIC)
                .header("Content-Type", "application/x-www-form-urlencoded").POST(HttpRequest.BodyPublishers.ofString(form)).build());
    }

    /** A charge of 100.00 of account user-1; {@code extra} overrides or adds fields. */
    static String charge(String cryptogram, String extra) {
        return merged("""
                {"Amount":100,"Currency":"RUB","IpAddress":"203.0.113.7","CardCryptogramPacket":"%s","InvoiceId":"72","AccountId":"user-1",
                 "Description":"Заказ 72","Name":"CARD HOLDER","Email":"user@example.com","JsonData":{"order_id":"72"}}""".formatted(cryptogram), extra);
    }

    static String renewal(String token, String extra) {
        return merged("""
                {"Amount":100.00,"Currency":"RUB","AccountId":"user-1","Token":"%s","TrInitiatorCode":0,"PaymentScheduled":1,
                 "InvoiceId":"renewal-1","Description":"Renewal","JsonData":{"order_id":"73"}}""".formatted(token), extra);
    }

    static String order(String extra) {
        return merged("""
                {"Amount":299.00,"Currency":"RUB","Description":"Подписка","Email":"client@test.local","InvoiceId":"order-1","AccountId":"user-1",
                 "SuccessRedirectUrl":"https://shop.example/ok","FailRedirectUrl":"https://shop.example/fail","JsonData":{"payment_id":"p-1"}}""", extra);
    }

    static String merged(String json, String extra) {
        var node = (ObjectNode) Json.MAPPER.readTree(json);
        node.setAll((ObjectNode) Json.MAPPER.readTree(extra));
        return node.toString();
    }

    /** The id of a completed payment. */
    String charged(String cryptogram) {
        var reply = post("/payments/cards/charge", charge(cryptogram, "{}"));
        if (!reply.at("/Model/Status").equals("Completed")) {
            throw new AssertionError("not charged: " + reply);
        }
        return reply.at("/Model/TransactionId");
    }

    /** The token of a card saved by a payment. */
    String token(String cryptogram) {
        return post("/payments/cards/charge", charge(cryptogram, "{}")).at("/Model/Token");
    }

    String ordered(String extra) {
        var reply = post("/orders/create", order(extra));
        if (!reply.json().path("Success").booleanValue()) {
            throw new AssertionError("not ordered: " + reply);
        }
        return reply.at("/Model/Id");
    }

    Merchant.Reply pay(String id, String card) {
        return control.control("/pay/cloudpayments/" + id, "{\"card\":\"" + card + "\"}");
    }

    Merchant.Reply get(String transactionId) {
        return post("/payments/get", "{\"TransactionId\":" + transactionId + "}");
    }

    Merchant.Reply book() {
        return control.look("/book?provider=cloudpayments");
    }

    void configure(String settings) {
        var reply = control.control("/config", merged("{\"provider\":\"cloudpayments\"}", settings));
        if (reply.status() != 200) {
            throw new AssertionError("not configured: " + reply);
        }
    }

    void fault(String operation, String kind, String more) {
        control.fault("{\"provider\":\"cloudpayments\",\"operation\":\"%s\",\"kind\":\"%s\",\"times\":1%s}".formatted(operation, kind, more));
    }
}
