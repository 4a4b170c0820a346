package io.kopeck.payments.providers.cloudpayments;

import io.kopeck.kernel.Currency;
import io.kopeck.kernel.Money;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
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
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    /** {@code /Date(1635562705992)/}: milliseconds of the epoch (Transaction model). */
    private static final Pattern EPOCH = Pattern.compile("/Date\\((\\d{1,15})\\)/");

    private static final int SCALE_MAX = 20;

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

    /** An object that stands here as such or as a string; a missing node when it is neither. */
    static JsonNode embedded(JsonNode parent, String field) {
        var node = parent.path(field);
        if (node.isString()) {
            var read = read(node.stringValue());
            return read == null ? parent.path(field).path(field) : read;
        }
        return node;
    }

    /** A string or number as text; null for anything else, and for an empty string. */
    static @Nullable String text(JsonNode parent, String field) {
        return text(parent.path(field));
    }

    static @Nullable String text(JsonNode node) {
        if (node.isString()) {
            var text = node.stringValue();
            return text.isEmpty() ? null : text;
        }
        if (!node.isNumber()) {
            return null;
        }
        return node.isIntegralNumber() ? node.numberValue().toString() : plain(node.decimalValue());
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
    static @Nullable Money money(JsonNode parent, String amountField, String currencyField) {
        return money(text(parent, amountField), text(parent, currencyField));
    }

    static @Nullable Money money(@Nullable String amount, @Nullable String code) {
        var currency = code == null ? null : Currency.of(code).orElse(null);
        if (amount == null || currency == null || amount.startsWith("-")) {
            return null;
        }
        try {
            return Money.parse(amount, currency);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /**
     * A moment, which comes twice: as milliseconds of the epoch, and under the same name with {@code Iso} in UTC without
     * a zone (Transaction model). The first that can be read counts.
     */
    static @Nullable Instant time(JsonNode parent, String field) {
        var epoch = moment(text(parent, field));
        return epoch == null ? moment(text(parent, field + "Iso")) : epoch;
    }

    private static @Nullable Instant moment(@Nullable String text) {
        if (text == null) {
            return null;
        }
        var epoch = EPOCH.matcher(text);
        if (epoch.matches()) {
            return Instant.ofEpochMilli(Long.parseLong(epoch.group(1)));
        }
        try {
            return text.matches(".*(Z|[+-]\\d\\d:\\d\\d)")
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
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

    /** Without an exponent, which {@code 1e1} has; null for what no amount has. */
    private static @Nullable String plain(BigDecimal decimal) {
        return Math.abs(decimal.scale()) > SCALE_MAX ? null : decimal.toPlainString();
    }
}
