package io.kopeck.payments.providers.robokassa;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Form fields, as they stand in queries and bodies: UTF-8, percent-encoded once. */
final class Form {

    private static final int FIELDS_MAX = 200;

    private final Map<String, String> fields = new LinkedHashMap<>();

    /** Adds a field; null leaves it out. Fields keep their order, so that equal requests are equal bytes. */
    Form with(String name, @Nullable String value) {
        if (value != null) {
            fields.put(name, value);
        }
        return this;
    }

    Form with(Map<String, String> more) {
        more.forEach(this::with);
        return this;
    }

    String encoded() {
        return fields.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    /**
     * Reads fields whose names' case does not matter. Null when they cannot be read: broken percent-encoding, too many, or
     * one name with two values.
     */
    static @Nullable Map<String, String> read(String text) {
        var fields = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        var parts = text.split("&", FIELDS_MAX + 1);
        if (parts.length > FIELDS_MAX) {
            return null;
        }
        for (var part : parts) {
            int equals = part.indexOf('=');
            try {
                var name = decode(equals < 0 ? part : part.substring(0, equals));
                var value = equals < 0 ? "" : decode(part.substring(equals + 1));
                var other = name.isEmpty() ? null : fields.put(name, value);
                if (other != null && !other.equals(value)) {
                    return null;
                }
            } catch (IllegalArgumentException e) {
                return null;
            }
        }
        return fields;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
