package io.kopeck.payments.providers.robokassa;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads and writes the provider's JSON. Unknown fields are ignored; what cannot be read is null, never a guess. */
final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    /** Compact text; fields keep the order they were put in, decimals their digits. */
    static String write(Object value) {
        return MAPPER.writeValueAsString(value);
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
            return node.stringValue().isEmpty() ? null : node.stringValue();
        }
        return node.isNumber() ? node.decimalValue().toPlainString() : null;
    }
}
