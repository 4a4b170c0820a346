package io.kopeck.sandbox.cloudpayments;

import io.kopeck.sandbox.Sandbox;
import io.kopeck.sandbox.engine.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The merchant's programmer: calls the API and the control API of a sandbox. */
final class Shop {

    static final String BASIC = basic(CloudPaymentsOptions.DEFAULT_PUBLIC_ID, CloudPaymentsOptions.DEFAULT_API_SECRET);
    static final String GOOD = "card_4000000000003055";
    static final String GOOD_3DS = "card_4242424242424242";
    static final String POOR = "card_4000056655665556";
    static final String POOR_LATER = "card_4111111111111111";

    record Reply(int status, String text) {
        JsonNode json() {
            return Json.MAPPER.readTree(text);
        }

        String at(String pointer) {
            return json().at(pointer).asString("");
        }

        boolean success() {
            return json().path("Success").booleanValue();
        }
    }

    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI base;

    Shop(Sandbox sandbox) {
        this.base = sandbox.baseUri();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(40));
    }

    HttpResponse<String> exchange(HttpRequest request) {
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Reply raw(HttpRequest request) {
        var answer = exchange(request);
        return new Reply(answer.statusCode(), answer.body());
    }

    Reply control(String method, String path, @Nullable String json) {
        var body = json == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(json);
        return raw(request("/control" + path).header("Content-Type", "application/json").method(method, body).build());
    }

    Reply control(String path, String json) {
        return control("POST", path, json);
    }

    Reply look(String path) {
        return control("GET", path, null);
    }

    void advance(String amount) {
        expect(200, control("/clock", "{\"advance\":\"" + amount + "\"}"));
    }

    void flush() {
        expect(200, control("/webhooks/flush", "{}"));
    }

    private static void expect(int status, Reply reply) {
        if (reply.status() != status) {
            throw new AssertionError("refused: " + reply);
        }
    }

    static String basic(String login, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((login + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    Reply post(String path, String json) {
        return post(path, null, json);
    }

    Reply post(String path, @Nullable String requestId, String json) {
        return raw(call(path, requestId, json));
    }

    /** As above, for calls whose answer may not come. */
    Reply tryPost(String path, @Nullable String requestId, String json) throws IOException {
        try {
            var answer = CLIENT.send(call(path, requestId, json), HttpResponse.BodyHandlers.ofString());
            return new Reply(answer.statusCode(), answer.body());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private HttpRequest call(String path, @Nullable String requestId, String json) {
        var request = request("/cloudpayments" + path).header("Authorization", BASIC).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json));
        if (requestId != null) {
            request.header("X-Request-ID", requestId);
        }
        return request.build();
    }

    Reply form(String path, String form) {
        return raw(request("/cloudpayments" + path).header("Authorization", BASIC)
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

    Reply pay(String id, String card) {
        return control("/pay/cloudpayments/" + id, "{\"card\":\"" + card + "\"}");
    }

    Reply get(String transactionId) {
        return post("/payments/get", "{\"TransactionId\":" + transactionId + "}");
    }

    Reply book() {
        return look("/book?provider=cloudpayments");
    }

    void configure(String settings) {
        expect(200, control("/config", merged("{\"provider\":\"cloudpayments\"}", settings)));
    }

    void fault(String operation, String kind, String more) {
        expect(201, control("/faults", "{\"provider\":\"cloudpayments\",\"operation\":\"%s\",\"kind\":\"%s\",\"times\":1%s}".formatted(operation, kind, more)));
    }
}
