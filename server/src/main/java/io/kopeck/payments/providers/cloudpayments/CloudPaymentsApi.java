package io.kopeck.payments.providers.cloudpayments;

import io.kopeck.platform.http.NoAnswer;
import io.kopeck.platform.http.OutboundHttp;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import tools.jackson.databind.node.ObjectNode;

/** One terminal's HTTP: one request, and its answer sorted by what it proves. Every call is a POST (Transport). */
final class CloudPaymentsApi {

    private final OutboundHttp http;
    private final URI base;
    private final String authorization;
    private final Duration timeout;

    CloudPaymentsApi(OutboundHttp http, URI base, String publicId, String secret, Duration timeout) {
        this.http = http;
        this.base = base;
        this.authorization = "Basic "
                + Base64.getEncoder().encodeToString((publicId + ":" + secret).getBytes(StandardCharsets.UTF_8));
        this.timeout = timeout;
    }

    /** A question that changes nothing. */
    Reply ask(String path, ObjectNode body) {
        return send(request(path, body).build());
    }

    /** A change; repeated within the hour with the same key it is answered as before and not carried out again. */
    Reply change(String path, ObjectNode body, String requestId) {
        return send(request(path, body).header("X-Request-ID", requestId).build());
    }

    private HttpRequest.Builder request(String path, ObjectNode body) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .timeout(timeout)
                .header("Accept", "application/json")
                .header("Content-Type", "application/json")
                .header("Authorization", authorization)
                .POST(BodyPublishers.ofString(Json.write(body)));
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
     * 200 carries the envelope, also for what was refused; 401 means wrong credentials; 429 that too many requests are
     * under way (Transport). Everything else is undocumented, so that the result is unknown.
     */
    private static Reply sort(OutboundHttp.Answer answer) {
        return switch (answer.status()) {
            case 200 -> envelope(answer.body());
            case 401 -> new Reply.Refusal("unauthorized", "HTTP 401, wrong public id or API secret");
            case 429 -> new Reply.Nothing("HTTP 429, too many requests");
            default -> new Reply.Nothing("HTTP " + answer.status());
        };
    }

    static Reply envelope(String body) {
        var json = Json.read(body);
        if (json == null || !json.path("Success").isBoolean()) {
            return new Reply.Nothing("HTTP 200 without the provider's envelope");
        }
        return new Reply.Body(Json.isTrue(json, "Success"), json.path("Model"), Words.message(Json.text(json, "Message")));
    }
}
