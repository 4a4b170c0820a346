package io.kopeck.sandbox.yookassa;

import io.kopeck.sandbox.acquirer.Conversation;
import io.kopeck.sandbox.engine.CallCounters;
import io.kopeck.sandbox.engine.Faults;
import io.kopeck.sandbox.engine.Json;
import io.kopeck.sandbox.http.Answer;
import io.kopeck.sandbox.http.Call;
import io.kopeck.sandbox.http.Endpoint;
import io.kopeck.sandbox.yookassa.Route.Operation;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * Speaks the wire protocol below {@code /yookassa/v3}: credentials, content type, idempotence keys, error bodies, and
 * the faults of the conversation. What operations do is decided in {@link Operations}.
 */
final class YooKassaApi implements Endpoint {

    /** The class between + and _ is a range, as in the provider's own specification (reference, 2). */
    private static final Pattern KEY = Pattern.compile("[0-9a-zA-Z+-_.]{1,64}");
    private static final int KEY_LENGTH_MAX = 64;
    private static final long RETRY_AFTER_MS = 1800;

    private final Shop shop;
    private final Operations operations;
    private final Conversation conversation;
    private final CallCounters counters;

    YooKassaApi(Shop shop, Operations operations, Faults faults, CallCounters counters) {
        this.shop = shop;
        this.operations = operations;
        this.conversation = new Conversation(YooKassa.NAME, faults, new Wording());
        this.counters = counters;
    }

    @Override
    public Answer answer(Call call) {
        var segments = call.segments();
        if (segments.size() < 3 || !segments.get(1).equals("v3")) {
            return error(ApiError.notFound("Resource"));
        }
        return switch (Route.find(call.method(), segments.subList(2, segments.size()))) {
            case Route.Found.UnknownPath() -> error(ApiError.notFound("Resource"));
            case Route.Found.WrongMethod() -> Answer.empty(405);
            case Route.Found.Ok(var route) -> answer(call, route);
        };
    }

    private Answer answer(Call call, Route route) {
        try {
            authenticate(call.header("authorization"));
            return route.operation().isPost() ? post(call, route) : get(call, route);
        } catch (ApiError e) {
            return error(e);
        }
    }

    private Answer get(Call call, Route route) {
        var name = Operations.faultName(route, MissingNode.getInstance());
        counters.count(YooKassa.NAME, name);
        return conversation.answer(name, () -> operations.subject(route, MissingNode.getInstance()),
                () -> handled(() -> Answer.json(200, operations.read(route, call.queryFields()))));
    }

    private Answer post(Call call, Route route) {
        boolean bodyless = route.operation() == Operation.CANCEL && call.body().length == 0;
        if (!bodyless && !isJson(call.header("content-type"))) {
            return Answer.empty(415);
        }
        var key = key(call.header("idempotence-key"));
        var body = json(call.body());
        var known = body != null ? body : MissingNode.getInstance();
        var name = Operations.faultName(route, known);
        counters.count(YooKassa.NAME, name);
        return conversation.answer(name, () -> operations.subject(route, known),
                () -> handled(() -> Answer.json(200, operations.once(key, call, route, body))));
    }

    private static Answer handled(Supplier<Answer> handling) {
        try {
            return handling.get();
        } catch (ApiError e) {
            return error(e);
        }
    }

    private static final class Wording implements Conversation.Wording {
        @Override
        public Answer internalError() {
            return error(ApiError.internal());
        }

        @Override
        public Answer tooManyRequests() {
            return error(ApiError.tooManyRequests());
        }

        @Override
        public Answer processing() {
            return Answer.json(202, Json.object().put("type", "processing")
                    .put("description", "Request accepted, but not processed yet. Retry again with the same Idempotence-Key")
                    .put("retry_after", RETRY_AFTER_MS));
        }
    }

    private void authenticate(@Nullable String header) {
        if (header == null || !header.regionMatches(true, 0, "Basic ", 0, 6)) {
            throw ApiError.badCredentials();
        }
        String pair;
        try {
            pair = new String(Base64.getDecoder().decode(header.substring(6).strip()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw ApiError.badCredentials();
        }
        int colon = pair.indexOf(':');
        var login = colon < 0 ? pair : pair.substring(0, colon);
        if (login.isEmpty() || !login.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw ApiError.badLogin();
        }
        boolean secretKnown = shop.knowsSecret(colon < 0 ? "" : pair.substring(colon + 1));
        if (!login.equals(shop.id()) || !secretKnown) {
            throw ApiError.badCredentials();
        }
    }

    private static String key(@Nullable String header) {
        if (header == null || header.isEmpty()) {
            throw ApiError.invalid("Idempotence-Key", "Idempotence key is missing. Send the value in accordance with the documentation");
        }
        if (header.length() > KEY_LENGTH_MAX) {
            throw ApiError.invalid("Idempotence-Key", "Idempotence key is too long. Send the value in accordance with the documentation");
        }
        if (!KEY.matcher(header).matches()) {
            throw ApiError.invalid("Idempotence-Key", "Idempotence key has illegal format. Send the value in accordance with the documentation");
        }
        return header;
    }

    private static boolean isJson(@Nullable String contentType) {
        return contentType != null && contentType.strip().toLowerCase(Locale.ROOT).startsWith("application/json");
    }

    /** Null when it is not JSON at all. */
    private static @Nullable JsonNode json(byte[] body) {
        if (body.length == 0) {
            return Json.object();
        }
        try {
            return Json.MAPPER.readTree(body);
        } catch (JacksonException e) {
            return null;
        }
    }

    private static Answer error(ApiError e) {
        var answer = Answer.json(e.content().status(), e.toWire());
        return e.content().status() == 401
                ? new Answer.Body(401, Map.of("Content-Type", "application/json;charset=UTF-8", "WWW-Authenticate", "Basic realm=\"YooKassa\""),
                        answer.content())
                : answer;
    }
}
