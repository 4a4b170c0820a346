package io.kopeck.sandbox.yookassa;

import io.kopeck.sandbox.engine.Money;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads one JSON object of a request and refuses what breaks the documented limits, naming the dotted path. */
final class Fields {

    private static final Set<String> CURRENCIES =
            Set.of("RUB", "EUR", "USD", "KZT", "BYN", "UAH", "UZS", "TRY", "INR", "MDL", "AZN", "AMD");
    private static final Pattern DECIMAL = Pattern.compile("\\d{1,10}\\.\\d{2}");

    private final JsonNode node;
    private final String prefix;

    private Fields(JsonNode node, String prefix) {
        this.node = node;
        this.prefix = prefix;
    }

    static Fields of(JsonNode body) {
        if (!body.isObject()) {
            throw ApiError.invalid(null, "The request body must be a JSON object");
        }
        return new Fields(body, "");
    }

    static Fields of(JsonNode node, String path) {
        if (!node.isObject()) {
            throw ApiError.invalid(path, "Must be an object");
        }
        return new Fields(node, path + ".");
    }

    boolean has(String name) {
        var value = node.get(name);
        return value != null && !value.isNull();
    }

    @Nullable JsonNode raw(String name) {
        return has(name) ? node.get(name) : null;
    }

    ApiError bad(String name, String why) {
        return ApiError.invalid(prefix + name, why);
    }

    @Nullable String text(String name, int lengthMax) {
        if (!has(name)) {
            return null;
        }
        var value = node.get(name);
        if (!value.isString()) {
            throw bad(name, "Must be a string");
        }
        var text = value.stringValue();
        if (text.codePointCount(0, text.length()) > lengthMax) {
            throw bad(name, "Must be no longer than " + lengthMax + " characters");
        }
        return text;
    }

    String requiredText(String name, int lengthMax) {
        var text = text(name, lengthMax);
        if (text == null || text.isEmpty()) {
            throw bad(name, "Required parameter is missing");
        }
        return text;
    }

    @Nullable String oneOf(String name, Set<String> allowed) {
        var text = text(name, 64);
        if (text != null && !allowed.contains(text)) {
            throw bad(name, "Unknown value");
        }
        return text;
    }

    /** The documentation's samples once pass the string "false": both forms are accepted. */
    @Nullable Boolean flag(String name) {
        if (!has(name)) {
            return null;
        }
        var value = node.get(name);
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        if (value.isString() && (value.stringValue().equals("true") || value.stringValue().equals("false"))) {
            return Boolean.valueOf(value.stringValue());
        }
        throw bad(name, "Must be a boolean");
    }

    @Nullable Fields object(String name) {
        return has(name) ? of(node.get(name), prefix + name) : null;
    }

    Fields requiredObject(String name) {
        var object = object(name);
        if (object == null) {
            throw bad(name, "Required parameter is missing");
        }
        return object;
    }

    @Nullable Money money(String name, String shopCurrency) {
        return has(name) ? requiredMoney(name, shopCurrency) : null;
    }

    Money requiredMoney(String name, String shopCurrency) {
        var money = requiredObject(name);
        var value = money.requiredText("value", 13);
        if (!DECIMAL.matcher(value).matches()) {
            throw money.bad("value", "Must be a decimal with a dot and two digits after it");
        }
        var currency = money.requiredText("currency", 3);
        if (!CURRENCIES.contains(currency)) {
            throw money.bad("currency", "Unknown currency");
        }
        if (!currency.equals(shopCurrency)) {
            throw money.bad("currency", "The currency differs from the store's currency");
        }
        var minor = Long.parseLong(value.replace(".", ""));
        if (minor == 0) {
            throw money.bad("value", "Must be greater than zero");
        }
        return new Money(minor, currency);
    }

    /** At most 16 keys of at most 32 characters with string values of at most 512; the schema tolerates null. */
    Map<String, @Nullable String> metadata() {
        if (!has("metadata")) {
            return Map.of();
        }
        var given = node.get("metadata");
        if (!given.isObject()) {
            throw bad("metadata", "Must be an object");
        }
        if (given.size() > 16) {
            throw bad("metadata", "Must have no more than 16 keys");
        }
        var metadata = new LinkedHashMap<String, @Nullable String>();
        for (var entry : given.properties()) {
            if (entry.getKey().length() > 32) {
                throw bad("metadata", "A key must be no longer than 32 characters");
            }
            if (!entry.getValue().isNull() && !entry.getValue().isString()) {
                throw bad("metadata." + entry.getKey(), "Must be a string");
            }
            var text = entry.getValue().isNull() ? null : entry.getValue().stringValue();
            if (text != null && text.codePointCount(0, text.length()) > 512) {
                throw bad("metadata." + entry.getKey(), "Must be no longer than 512 characters");
            }
            metadata.put(entry.getKey(), text);
        }
        return metadata.isEmpty() ? Map.of() : java.util.Collections.unmodifiableMap(metadata);
    }
}
