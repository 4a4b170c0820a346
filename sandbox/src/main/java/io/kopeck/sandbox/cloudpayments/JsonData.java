package io.kopeck.sandbox.cloudpayments;

import io.kopeck.sandbox.engine.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The merchant's own data: an object or text with one; instructions to the provider ride under {@code cloudpayments}. */
final class JsonData {

    private static final String INSTRUCTIONS = "cloudpayments";

    private JsonData() {}

    /** The receipt that rides in the data; null when there is none. */
    static @Nullable JsonNode receipt(@Nullable String jsonData) {
        var data = object(jsonData);
        if (data == null) {
            return null;
        }
        return data.properties().stream().filter(field -> field.getKey().equalsIgnoreCase(INSTRUCTIONS))
                .flatMap(field -> field.getValue().properties().stream())
                .filter(field -> field.getKey().equalsIgnoreCase("CustomerReceipt"))
                .map(Map.Entry::getValue).filter(value -> !value.isNull()).findFirst().orElse(null);
    }

    /** The data for the book, without the instructions, and the account under {@code AccountId}. */
    static Map<String, @Nullable String> metadata(Transaction.Terms terms) {
        var metadata = new LinkedHashMap<String, @Nullable String>();
        if (terms.accountId() != null) {
            metadata.put("AccountId", terms.accountId());
        }
        var data = object(terms.jsonData());
        if (data != null) {
            data.properties().stream().filter(field -> !field.getKey().equalsIgnoreCase(INSTRUCTIONS))
                    .forEach(field -> metadata.put(field.getKey(), text(field.getValue())));
        }
        return metadata;
    }

    private static @Nullable String text(JsonNode value) {
        return value.isNull() ? null : value.isString() ? value.stringValue() : value.toString();
    }

    private static @Nullable ObjectNode object(@Nullable String jsonData) {
        try {
            return jsonData == null || jsonData.isBlank() ? null
                    : Objects.requireNonNull(Json.MAPPER.readTree(jsonData)) instanceof ObjectNode object ? object : null;
        } catch (JacksonException e) {
            return null;
        }
    }
}
