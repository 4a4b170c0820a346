package io.kopeck.sandbox.http;

import io.kopeck.sandbox.engine.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What goes back to the caller: a complete answer, a long one written piece by piece, or no answer at all. */
public sealed interface Answer {

    record Body(int status, Map<String, String> headers, byte[] content) implements Answer {}

    /** An answer too long to hold in memory. */
    record Streamed(int status, Map<String, String> headers, Writer writer) implements Answer {}

    /** The connection is closed without an answer: politely (FIN) or, when {@code reset}, with a TCP RST. */
    record HangUp(boolean reset) implements Answer {}

    @FunctionalInterface
    interface Writer {
        void writeTo(OutputStream out) throws IOException;
    }

    static Body json(int status, JsonNode node) {
        return new Body(status, Json.HEADERS, Json.bytes(node));
    }

    static Body text(int status, String text) {
        return new Body(status, Map.of("Content-Type", "text/plain;charset=UTF-8"), text.getBytes(StandardCharsets.UTF_8));
    }

    static Body empty(int status) {
        return new Body(status, Map.of(), new byte[0]);
    }
}
