package io.kopeck.sandbox.robokassa;

import io.kopeck.sandbox.engine.Json;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a shop's owner sets in the cabinet, and what only a sandbox can be told; changed by control calls.
 *
 * @param webhookUrl ResultURL is below it; null: nowhere
 * @param resultMethod how ResultURL is called: GET or POST
 * @param result2 whether Result2 notifications are sent
 * @param fiscalization the shop demands a receipt with every payment
 * @param lenientSignatures also accepts the other encodings of Receipt and …Url2, and Shp_ fields sorted ignoring case
 * @param feePercent Robokassa's commission, taken out of what the shop receives; whole per cent
 * @param outcomeDelay between the answer to a recurring call and the charge
 * @param declineDelay between the answer to a recurring call and state 10, where the card is declined
 * @param refundDelay between the acceptance of a refund and its end
 * @param retries the waits before ResultURL is called again; Result2 uses the first five
 */
record Settings(@Nullable URI webhookUrl, String resultMethod, boolean result2, URI successUrl, String successMethod, URI failUrl, String failMethod,
        Hashing hash, boolean recurring, boolean holding, boolean fiscalization, boolean lenientSignatures, int feePercent,
        Duration outcomeDelay, Duration declineDelay, Duration refundDelay, List<Duration> retries) {

    private static final List<Duration> RETRIES = List.of(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(30),
            Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(15), Duration.ofHours(1), Duration.ofHours(3), Duration.ofHours(6),
            Duration.ofHours(12));
    private static final int RETRIES_MAX = 100;
    private static final Duration DELAY_MAX = Duration.ofDays(365);

    static Settings initial(RobokassaOptions options, boolean recurring, boolean fiscalization) {
        return new Settings(options.webhookUrl(), "POST", true, options.siteUrl(), "GET", options.siteUrl(), "GET", Hashing.valueOf(options.hash()),
                recurring, true, fiscalization, false, 3, Duration.ofMillis(500), Duration.ofMinutes(1), Duration.ofSeconds(5), RETRIES);
    }

    ObjectNode toWire() {
        var node = Json.object().put("webhook_url", webhookUrl == null ? null : webhookUrl.toString()).put("result_method", resultMethod)
                .put("result2", result2).put("success_url", successUrl.toString()).put("success_method", successMethod)
                .put("fail_url", failUrl.toString()).put("fail_method", failMethod).put("hash", hash.name()).put("recurring", recurring)
                .put("holding", holding).put("fiscalization", fiscalization).put("lenient_signatures", lenientSignatures)
                .put("fee_percent", feePercent).put("outcome_delay", outcomeDelay.toString()).put("decline_delay", declineDelay.toString())
                .put("refund_delay", refundDelay.toString());
        var list = node.putArray("retries");
        retries.forEach(delay -> list.add(delay.toString()));
        return node;
    }

    /**
     * These settings with those named in {@code changes} changed.
     *
     * @throws IllegalArgumentException with a message for the caller
     */
    Settings with(ObjectNode changes) {
        var node = toWire();
        for (var change : changes.properties()) {
            if (!node.has(change.getKey())) {
                throw new IllegalArgumentException("unknown setting " + change.getKey() + "; allowed: "
                        + String.join(", ", node.properties().stream().map(Map.Entry::getKey).toList()));
            }
            node.set(change.getKey(), change.getValue());
        }
        return new Settings(node.get("webhook_url").isNull() ? null : url(node, "webhook_url"), method(node, "result_method"), flag(node, "result2"),
                url(node, "success_url"), method(node, "success_method"), url(node, "fail_url"), method(node, "fail_method"), hash(node),
                flag(node, "recurring"), flag(node, "holding"), flag(node, "fiscalization"), flag(node, "lenient_signatures"), percent(node),
                delay("outcome_delay", node.get("outcome_delay")), delay("decline_delay", node.get("decline_delay")),
                delay("refund_delay", node.get("refund_delay")), retries(node.get("retries")));
    }

    private static String method(ObjectNode node, String name) {
        var method = node.get(name).asString("");
        if (!method.equals("GET") && !method.equals("POST")) {
            throw new IllegalArgumentException(name + " must be GET or POST");
        }
        return method;
    }

    private static boolean flag(ObjectNode node, String name) {
        if (!node.get(name).isBoolean()) {
            throw new IllegalArgumentException(name + " must be true or false");
        }
        return node.get(name).booleanValue();
    }

    private static URI url(ObjectNode node, String name) {
        try {
            var url = URI.create(node.get(name).asString(""));
            if (("http".equals(url.getScheme()) || "https".equals(url.getScheme())) && url.getHost() != null) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw new IllegalArgumentException(name + " must be an http or https address" + (name.equals("webhook_url") ? ", or null" : ""));
    }

    private static Hashing hash(ObjectNode node) {
        try {
            return Hashing.valueOf(node.get("hash").asString(""));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("hash must be one of " + RobokassaOptions.hashes());
        }
    }

    private static int percent(ObjectNode node) {
        var value = node.get("fee_percent");
        if (!value.isIntegralNumber() || value.asInt(-1) < 0 || value.asInt(-1) > 50) {
            throw new IllegalArgumentException("fee_percent must be a whole number from 0 to 50");
        }
        return value.intValue();
    }

    private static Duration delay(String name, JsonNode value) {
        try {
            var delay = Duration.parse(value.asString(""));
            if (!delay.isNegative() && delay.compareTo(DELAY_MAX) <= 0) {
                return delay;
            }
        } catch (DateTimeException e) {
            // told below
        }
        throw new IllegalArgumentException(name + " must be an ISO 8601 duration such as PT30S, a year at most");
    }

    private static List<Duration> retries(JsonNode node) {
        if (!node.isArray() || node.size() > RETRIES_MAX) {
            throw new IllegalArgumentException("retries must be a list of at most " + RETRIES_MAX + " durations");
        }
        return new ArrayList<>(StreamSupport.stream(node.spliterator(), false).map(item -> delay("retries", item)).toList());
    }
}
