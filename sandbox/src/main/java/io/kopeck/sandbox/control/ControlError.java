package io.kopeck.sandbox.control;

import io.kopeck.sandbox.engine.Json;
import java.util.Collection;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** A control call that is refused, with words for the person who made it. */
final class ControlError extends RuntimeException {

    private final int status;
    private final transient Collection<String> allowed;

    private ControlError(int status, String message, Collection<String> allowed) {
        super(message, null, false, false);
        this.status = status;
        this.allowed = allowed;
    }

    static ControlError bad(String message) {
        return new ControlError(400, message, List.of());
    }

    static ControlError notAllowed(String field, String given, Collection<String> allowed) {
        return new ControlError(400, "unknown " + field + ": " + given, allowed);
    }

    static ControlError notFound(String what) {
        return new ControlError(404, what + " not found", List.of());
    }

    static ControlError conflict(String message) {
        return new ControlError(409, message, List.of());
    }

    static ControlError timedOut(String message) {
        return new ControlError(504, message, List.of());
    }

    int status() {
        return status;
    }

    ObjectNode toWire() {
        var node = Json.object().put("error", getMessage());
        if (!allowed.isEmpty()) {
            var list = node.putArray("allowed");
            allowed.forEach(list::add);
        }
        return node;
    }
}
