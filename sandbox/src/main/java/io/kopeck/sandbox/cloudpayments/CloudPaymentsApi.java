package io.kopeck.sandbox.cloudpayments;

import io.kopeck.sandbox.acquirer.Conversation;
import io.kopeck.sandbox.engine.CallCounters;
import io.kopeck.sandbox.engine.Faults;
import io.kopeck.sandbox.engine.Json;
import io.kopeck.sandbox.http.Answer;
import io.kopeck.sandbox.http.Call;
import io.kopeck.sandbox.http.Endpoint;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Speaks the wire protocol below {@code /cloudpayments}: credentials, content types, the envelope, and the faults of
 * the conversation. What operations do is decided in {@link Operations} and {@link Reads}.
 */
final class CloudPaymentsApi implements Endpoint {

    private static final int REQUEST_ID_LENGTH_MAX = 1_024;

    private final Terminal terminal;
    private final Channels channels;
    private final Operations operations;
    private final Reads reads;
    private final Conversation conversation;
    private final CallCounters counters;

    CloudPaymentsApi(Terminal terminal, Operations operations, Reads reads, Faults faults, CallCounters counters) {
        this.terminal = terminal;
        this.channels = terminal.channels();
        this.operations = operations;
        this.reads = reads;
        this.conversation = new Conversation(CloudPayments.NAME, faults, new Wording());
        this.counters = counters;
    }

    @Override
    public Answer answer(Call call) {
        var segments = call.segments();
        var operation = Operation.at(String.join("/", segments.subList(1, segments.size())));
        if (operation == null) {
            return Answer.empty(404);
        }
        if (!call.method().equals("POST")) {
            return Answer.empty(405);
        }
        if (!isAuthorized(call.header("authorization"))) {
            return new Answer.Body(401, Map.of("WWW-Authenticate", "Basic realm=\"CloudPayments\""), new byte[0]);
        }
        var contentType = call.header("content-type");
        var type = contentType == null ? "" : contentType.strip().toLowerCase(Locale.ROOT);
        boolean json = type.startsWith("application/json");
        if (call.body().length > 0 && !json && (operation.jsonOnly() || !type.startsWith("application/x-www-form-urlencoded"))) {
            return Answer.empty(415);
        }
        var params = Params.of(type, call.body());
        if (params == null) {
            return Answer.empty(400);
        }
        counters.count(CloudPayments.NAME, operation.faultName());
        return conversation.answer(operation.faultName(), () -> operations.subject(params), () -> handled(() -> switch (operation) {
            case NOTIFICATIONS_GET -> channels.show(segments.get(3));
            case NOTIFICATIONS_UPDATE -> channels.update(segments.get(3), params);
            default -> operation.writes() ? operations.once(requestId(call), operation, params) : reads.read(operation, params);
        }));
    }

    private static @Nullable String requestId(Call call) {
        var id = call.header("x-request-id");
        if (id != null && id.length() > REQUEST_ID_LENGTH_MAX) {
            throw Refusal.because("X-Request-ID is too long");
        }
        return id == null || id.isBlank() ? null : id;
    }

    private static Answer handled(Supplier<ObjectNode> handling) {
        try {
            return Answer.json(200, handling.get());
        } catch (Refusal e) {
            return Answer.json(e.status(), Wire.plain(false, e.wireMessage()));
        }
    }

    private boolean isAuthorized(@Nullable String header) {
        if (header == null || !header.regionMatches(true, 0, "Basic ", 0, 6)) {
            return false;
        }
        try {
            var pair = new String(Base64.getDecoder().decode(header.substring(6).strip()), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon >= 0 && terminal.knows(pair.substring(0, colon), pair.substring(colon + 1));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The provider documents no words for these; a 202 it does not have, so a gateway's timeout stands for it. */
    private static final class Wording implements Conversation.Wording {
        @Override
        public Answer internalError() {
            return Answer.json(500, Json.object().put("Message", "An error has occurred."));
        }

        @Override
        public Answer tooManyRequests() {
            return Answer.empty(429);
        }

        @Override
        public Answer processing() {
            return Answer.empty(504);
        }
    }
}
