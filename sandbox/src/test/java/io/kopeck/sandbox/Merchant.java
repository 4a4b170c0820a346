package io.kopeck.sandbox;

import io.kopeck.sandbox.engine.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A merchant's programmer at the keyboard: calls the API and the control API of a sandbox. */
final class Merchant {

    record Reply(int status, String text) {
        JsonNode json() {
            return Json.MAPPER.readTree(text);
        }

        String at(String pointer) {
            return json().at(pointer).asString("");
        }
    }

    static final String BASIC = "Basic " + Base64.getEncoder().encodeToString(
            (SandboxOptions.DEFAULT_SHOP_ID + ":" + SandboxOptions.DEFAULT_SECRET_KEY).getBytes(StandardCharsets.UTF_8));

    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI base;

    Merchant(Sandbox sandbox) {
        this.base = sandbox.baseUri();
    }

    static String newKey() {
        return UUID.randomUUID().toString();
    }

    Reply post(String path, String json) {
        return post(path, newKey(), json);
    }

    Reply post(String path, String key, String json) {
        try {
            return send(postRequest(path, key, json));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** As above, for calls whose answer may not come. */
    Reply tryPost(String path, String key, String json) throws IOException {
        return send(postRequest(path, key, json));
    }

    private HttpRequest postRequest(String path, String key, String json) {
        return request("/yookassa/v3" + path).header("Authorization", BASIC).header("Content-Type", "application/json")
                .header("Idempotence-Key", key).POST(HttpRequest.BodyPublishers.ofString(json)).build();
    }

    Reply get(String path) {
        return raw(request("/yookassa/v3" + path).header("Authorization", BASIC).GET().build());
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(40));
    }

    Reply raw(HttpRequest request) {
        try {
            return send(request);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    HttpResponse<String> exchange(HttpRequest request) {
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Reply send(HttpRequest request) throws IOException {
        try {
            var answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
            return new Reply(answer.statusCode(), answer.body());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
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

    void flush() {
        var reply = control("/webhooks/flush", "{}");
        if (reply.status() != 200) {
            throw new AssertionError("not flushed: " + reply);
        }
    }

    void advance(String amount) {
        var reply = control("/clock", "{\"advance\":\"" + amount + "\"}");
        if (reply.status() != 200) {
            throw new AssertionError("clock not moved: " + reply);
        }
    }

    Reply pay(String id, String card) {
        return control("/pay/yookassa/" + id, "{\"card\":\"" + card + "\"}");
    }

    void fault(String json) {
        var reply = control("/faults", json);
        if (reply.status() != 201) {
            throw new AssertionError("fault refused: " + reply);
        }
    }

    /** A payment of 100.00 with capture that saves the card; {@code extra} overrides or adds fields. */
    static String order(String extra) {
        return merged("""
                {"amount":{"value":"100.00","currency":"RUB"},"capture":true,"save_payment_method":true,
                 "confirmation":{"type":"redirect","return_url":"https://shop.example/return?x=1"},
                 "description":"Order 72","metadata":{"order_id":"72"}}""", extra);
    }

    static String renewal(String methodId, String extra) {
        return merged("{\"amount\":{\"value\":\"100.00\",\"currency\":\"RUB\"},\"capture\":true,\"payment_method_id\":\"" + methodId + "\"}", extra);
    }

    private static String merged(String json, String extra) {
        var node = (ObjectNode) Json.MAPPER.readTree(json);
        node.setAll((ObjectNode) Json.MAPPER.readTree(extra));
        return node.toString();
    }

    /** Creates a payment and returns its id. */
    String created(String extra) {
        var reply = post("/payments", order(extra));
        if (reply.status() != 200) {
            throw new AssertionError("not created: " + reply);
        }
        return reply.at("/id");
    }

    /** A paid payment whose card is saved; its id is the saved method's id too. */
    String paid(String card) {
        var id = created("{}");
        var reply = pay(id, card);
        if (!reply.at("/status").equals("succeeded")) {
            throw new AssertionError("not paid: " + reply);
        }
        return id;
    }
}
