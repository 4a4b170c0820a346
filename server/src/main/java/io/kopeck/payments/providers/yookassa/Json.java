package io.kopeck.payments.providers.yookassa;

import io.kopeck.kernel.Currency;
import io.kopeck.kernel.Money;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads and writes the provider's JSON. Tolerant: unknown fields are ignored, scalars may be strings or numbers. What
 * cannot be read is null, never a guess.
 */
final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** The text of a node; fields keep the order they were put in, so that equal requests are equal bytes. */
    static String write(JsonNode node) {
        return MAPPER.writeValueAsString(node);
    }

    /** The JSON object in this text; null when it is anything else. */
    static @Nullable JsonNode read(String text) {
        try {
            var node = MAPPER.readTree(text);
            return node != null && node.isObject() ? node : null;
        } catch (JacksonException e) {
            return null;
        }
    }

    /** A string or number as text; null for anything else, and for an empty string. */
    static @Nullable String text(JsonNode parent, String field) {
        var node = parent.path(field);
        if (node.isString()) {
            var text = node.stringValue();
            return text.isEmpty() ? null : text;
        }
        return node.isNumber() ? node.numberValue().toString() : null;
    }

    static String text(JsonNode parent, String field, String otherwise) {
        var text = text(parent, field);
        return text == null ? otherwise : text;
    }

    static boolean isTrue(JsonNode parent, String field) {
        var node = parent.path(field);
        return node.isBoolean() && node.booleanValue();
    }

    /** Digits between the two lengths; a number is padded back to the shorter one, because it has lost its zeros. */
    static @Nullable String digits(JsonNode parent, String field, int lengthMin, int lengthMax) {
        var text = text(parent, field);
        if (text == null || !text.matches("\\d{1," + lengthMax + "}")) {
            return null;
        }
        if (parent.path(field).isNumber()) {
            return "0".repeat(Math.max(0, lengthMin - text.length())) + text;
        }
        return text.length() < lengthMin ? null : text;
    }

    /** An amount, strictly: a plain decimal that is not negative, in a currency known here. */
    static @Nullable Money money(JsonNode parent, String field) {
        var node = parent.path(field);
        var value = text(node, "value");
        var currency = Currency.of(text(node, "currency", "")).orElse(null);
        if (value == null || currency == null || value.startsWith("-")) {
            return null;
        }
        try {
            return Money.parse(value, currency);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** A moment; offsets other than {@code Z} occur in old answers. */
    static @Nullable Instant time(JsonNode parent, String field) {
        var text = text(parent, field);
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    static @Nullable UUID uuid(JsonNode parent, String field) {
        var text = text(parent, field);
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
