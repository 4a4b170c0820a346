package io.kopeck.sandbox.cloudpayments;

import io.kopeck.sandbox.engine.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/** Recorded requests, answers and notifications; their README tells where each comes from. */
final class Fixtures {

    private Fixtures() {}

    static byte[] bytes(String name) {
        try (var in = Objects.requireNonNull(Fixtures.class.getResourceAsStream("/fixtures/cloudpayments/" + name), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode json(String name) {
        return Json.MAPPER.readTree(bytes(name));
    }
}
