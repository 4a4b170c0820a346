package io.kopeck.sandbox.control;

import io.kopeck.sandbox.engine.Json;
import io.kopeck.sandbox.http.Call;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON body of a control call; an unknown or misspelt field is refused rather than ignored. */
final class Input {

    private final ObjectNode node;

    private Input(ObjectNode node) {
        this.node = node;
    }

    /** An empty body reads as an empty object. */
    static Input of(Call call, String... allowed) {
        var node = object(call);
        var names = new java.util.TreeSet<>(Set.of(allowed));
        for (var entry : node.properties()) {
            if (!names.contains(entry.getKey())) {
                throw ControlError.notAllowed("field", entry.getKey(), names);
            }
        }
        return new Input(node);
    }

    static ObjectNode object(Call call) {
        if (call.body().length == 0) {
            return Json.object();
        }
        try {
            if (Json.MAPPER.readTree(call.body()) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException e) {
            throw ControlError.bad("the body is not valid JSON");
        }
        throw ControlError.bad("the body must be a JSON object");
    }

    boolean has(String name) {
        var value = node.get(name);
        return value != null && !value.isNull();
    }

    @Nullable JsonNode raw(String name) {
        return has(name) ? node.get(name) : null;
    }

    @Nullable String text(String name) {
        var value = raw(name);
        if (value != null && !value.isString()) {
            throw ControlError.bad(name + " must be a string");
        }
        return value == null ? null : value.stringValue();
    }

    String requiredText(String name) {
        var text = text(name);
        if (text == null) {
            throw ControlError.bad(name + " is required");
        }
        return text;
    }

    @Nullable Boolean flag(String name) {
        var value = raw(name);
        if (value != null && !value.isBoolean()) {
            throw ControlError.bad(name + " must be true or false");
        }
        return value == null ? null : value.booleanValue();
    }

    @Nullable Long number(String name, long min, long max) {
        var value = raw(name);
        if (value == null) {
            return null;
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < min || value.longValue() > max) {
            throw ControlError.bad(name + " must be a whole number from " + min + " to " + max);
        }
        return value.longValue();
    }

    double fraction(String name, double otherwise) {
        var value = raw(name);
        if (value == null) {
            return otherwise;
        }
        if (!value.isNumber() || value.doubleValue() < 0 || value.doubleValue() > 1) {
            throw ControlError.bad(name + " must be a number from 0 to 1");
        }
        return value.doubleValue();
    }
}
