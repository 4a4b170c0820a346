package io.kopeck.edge;

import io.kopeck.testing.Platform;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The server's own OpenAPI document, read into what tests generate requests from. */
record ApiDocument(JsonNode json, List<Operation> operations) {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    static ApiDocument of(Platform platform) {
        var json = platform.http().get("/api/v1/openapi.json").expect(200).json();
        var operations = new ArrayList<Operation>();
        var paths = new TreeMap<String, JsonNode>();
        json.path("paths").properties().forEach(path -> paths.put(path.getKey(), path.getValue()));
        paths.forEach((path, methods) -> methods.properties().stream()
                .filter(method -> METHODS.contains(method.getKey()))
                .forEach(method -> operations.add(operation(json, path, method.getKey(), method.getValue()))));
        return new ApiDocument(json, operations);
    }

    /** Whether some documented operation answers this method at this concrete path. */
    boolean answers(String method, String concretePath) {
        return operations.stream().anyMatch(operation -> operation.method().equals(method) && operation.matches(concretePath));
    }

    private static Operation operation(JsonNode document, String path, String method, JsonNode json) {
        var parameters = new ArrayList<Parameter>();
        for (var parameter : json.path("parameters")) {
            parameters.add(new Parameter(parameter.path("name").asString(), parameter.path("in").asString(),
                    kind(resolved(document, parameter.path("schema")))));
        }
        var schema = json.path("requestBody").path("content").path("application/json").path("schema");
        Map<String, Kind> fields = null;
        if (!schema.isMissingNode()) {
            fields = new LinkedHashMap<>();
            for (var field : resolved(document, schema).path("properties").properties()) {
                fields.put(field.getKey(), kind(resolved(document, field.getValue())));
            }
        }
        return new Operation(method.toUpperCase(java.util.Locale.ROOT), path, parameters, fields, json);
    }

    private static JsonNode resolved(JsonNode document, JsonNode schema) {
        var reference = schema.path("$ref").asString("");
        return reference.isEmpty() ? schema : document.at(reference.substring(1));
    }

    private static Kind kind(JsonNode schema) {
        var format = schema.path("format").asString("");
        return switch (schema.path("type").asString("")) {
            case "string" -> format.equals("uuid") ? Kind.UUID : format.equals("date-time") ? Kind.MOMENT : Kind.TEXT;
            case "integer", "number" -> Kind.NUMBER;
            case "boolean" -> Kind.FLAG;
            case "array" -> Kind.LIST;
            default -> Kind.OBJECT;
        };
    }

    /** What a value is. */
    enum Kind { TEXT, UUID, MOMENT, NUMBER, FLAG, LIST, OBJECT }

    /** A parameter of the path or of the query. */
    record Parameter(String name, String in, Kind kind) {}

    /** @param fields the fields of the JSON body; null when the operation takes none */
    record Operation(String method, String path, List<Parameter> parameters, @Nullable Map<String, Kind> fields, JsonNode json) {

        String name() {
            return method + " " + path;
        }

        List<Parameter> in(String place) {
            return parameters.stream().filter(parameter -> parameter.in().equals(place)).toList();
        }

        boolean isSecured() {
            return !json.path("security").isEmpty();
        }

        /** Whether it answers without a bearer too, though it knows one. */
        boolean isOpen() {
            return !isSecured() || json.path("security").valueStream().anyMatch(JsonNode::isEmpty);
        }

        boolean matches(String concretePath) {
            var pattern = Pattern.compile(path.replace(".", "\\.").replaceAll("\\{\\w+}", "[^/]+"));
            return pattern.matcher(concretePath).matches();
        }

        @Override
        public String toString() {
            return name();
        }
    }
}
