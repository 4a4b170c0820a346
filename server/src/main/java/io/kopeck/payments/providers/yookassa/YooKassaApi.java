package io.kopeck.payments.providers.yookassa;

import io.kopeck.platform.http.NoAnswer;
import io.kopeck.platform.http.OutboundHttp;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One shop's HTTP: one request, and its answer sorted by what it proves. */
final class YooKassaApi {

    /** The largest page there is; the default is 10 (YooKassa API v3, Lists). */
    private static final int PAGE_SIZE = 100;

    /** A listing longer than this is not read to its end, and then proves nothing: 10 000 objects. */
    static final int PAGES_MAX = 100;

    private final OutboundHttp http;
    private final URI base;
    private final String authorization;
    private final Duration timeout;

    YooKassaApi(OutboundHttp http, URI base, String shop, String secret, Duration timeout) {
        this.http = http;
        this.base = base;
        this.authorization = "Basic "
                + Base64.getEncoder().encodeToString((shop + ":" + secret).getBytes(StandardCharsets.UTF_8));
        this.timeout = timeout;
    }

    Reply get(String path) {
        return send(request(path).GET().build());
    }

    Reply post(String path, ObjectNode body, String idempotencyKey) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .header("Idempotence-Key", idempotencyKey)
                .POST(BodyPublishers.ofString(Json.write(body)))
                .build());
    }

    /**
     * Reads a listing to its end and answers an array of the wanted items; anything short of the end is
     * {@link Reply.Nothing}. The cursor comes with the same filters, and none comes with the last page.
     */
    Reply list(String path, Map<String, String> filters, Predicate<JsonNode> wanted) {
        var found = JsonNodeFactory.instance.arrayNode();
        var query = new LinkedHashMap<>(filters);
        query.put("limit", String.valueOf(PAGE_SIZE));
        for (int page = 0; page < PAGES_MAX; page++) {
            var reply = get(path + "?" + encode(query));
            if (!(reply instanceof Reply.Body(var json))) {
                return reply;
            }
            if (!json.path("items").isArray() || !"list".equals(Json.text(json, "type"))) {
                return new Reply.Nothing("the answer is no list");
            }
            for (var item : json.path("items")) {
                if (wanted.test(item)) {
                    found.add(item);
                }
            }
            var cursor = Json.text(json, "next_cursor");
            if (cursor == null) {
                return new Reply.Body(found);
            }
            query.put("cursor", cursor);
        }
        return new Reply.Nothing("the listing is longer than " + PAGES_MAX + " pages");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .timeout(timeout)
                .header("Accept", "application/json")
                .header("Authorization", authorization);
    }

    private Reply send(HttpRequest request) {
        OutboundHttp.Answer answer;
        try {
            answer = http.send(request);
        } catch (NoAnswer e) {
            return new Reply.Nothing(switch (e.kind()) {
                case NOT_CONNECTED -> "no connection";
                case TIMEOUT -> "no answer in time";
                case BROKEN -> "the answer broke off";
            });
        }
        return sort(answer);
    }

    /**
     * YooKassa API v3, HTTP codes: 200 is processed, 400, 401, 403 and 404 are refusals with an error object, 405 and
     * 415 perhaps without. 202 and 500 mean that the result is unknown; so is, here, everything undocumented, also a
     * refusal without the error object, which is not the provider's.
     */
    private static Reply sort(OutboundHttp.Answer answer) {
        var json = Json.read(answer.body());
        return switch (answer.status()) {
            case 200 -> json == null ? new Reply.Nothing("HTTP 200 with unreadable JSON") : new Reply.Body(json);
            case 400, 401, 403, 404 -> json == null || !"error".equals(Json.text(json, "type"))
                    ? new Reply.Nothing("HTTP " + answer.status() + " without an error object")
                    : Refusals.fromWire(answer.status(), json);
            case 405 -> new Reply.Refusal(405, "method_not_allowed", null, "HTTP 405");
            case 415 -> new Reply.Refusal(415, "unsupported_media_type", null, "HTTP 415");
            case 429 -> new Reply.Nothing("HTTP 429, too many requests");
            default -> new Reply.Nothing("HTTP " + answer.status());
        };
    }

    private static String encode(Map<String, String> query) {
        return query.entrySet().stream()
                .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
