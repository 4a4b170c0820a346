package io.kopeck.edge;

import io.kopeck.edge.ApiDocument.Kind;
import io.kopeck.edge.ApiDocument.Operation;
import io.kopeck.edge.ApiDocument.Parameter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/** Everything that can be wrong with the address of one operation: ids in the path, parameters, the method. */
final class AddressCases {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> UNREADABLE = List.of("%00", "a%00b", "%ED%A0%80", "%FF");

    private final Operation operation;
    private final Samples samples;
    private final String bearer;

    AddressCases(Operation operation, Samples samples, String bearer) {
        this.operation = operation;
        this.samples = samples;
        this.bearer = bearer;
    }

    /** Ids that nobody has, and what is no id at all: both are simply not there. */
    List<Case> ids() {
        var cases = new ArrayList<Case>();
        for (var parameter : operation.in("path")) {
            if (operation.path().contains("{provider}")) {
                continue; // see ForgedWebhookTest
            }
            cases.add(of("unknown " + parameter.name(), samples.path(operation), 404));
            for (var id : List.of("not-an-id", "0", "-1", "null", "x".repeat(400), "00000000-0000-0000-0000-00000000000g")) {
                cases.add(of("malformed " + parameter.name(), at(parameter, id), 404));
            }
            for (var text : Samples.HOSTILE) {
                var encoded = encoded(text);
                boolean crooked = encoded.matches(".*(%2F|%5C|%0A|%0D|%3B|%25).*");
                cases.add(of("hostile " + parameter.name() + " " + text, at(parameter, encoded), crooked ? 400 : 404));
            }
            cases.add(of("U+0000 in " + parameter.name(), at(parameter, "a%00"), 400));
        }
        return cases;
    }

    List<Case> queries() {
        var cases = new ArrayList<Case>();
        for (var parameter : operation.in("query")) {
            for (var value : UNREADABLE) {
                cases.add(query(parameter.name(), value, 400));
            }
            switch (parameter.name()) {
                case "product" -> {
                    List.of("nothing", "CINEMA", "cinema%20", "x".repeat(2000), "null", "1").forEach(value -> cases.add(query("product", value, 404)));
                    Samples.HOSTILE.forEach(text -> cases.add(query("product", encoded(text), 404)));
                }
                case "search" -> {
                    Samples.HOSTILE.forEach(text -> cases.add(query("search", encoded(text), 200)));
                    cases.add(query("search", "x".repeat(300), 400));
                }
                case "page" -> numbers("page", cases, "-1", "0", "100000", "99999999999");
                case "page_size" -> numbers("page_size", cases, "-1", "0", "101", "100000", "99999999999");
                default -> {
                    if (parameter.kind() != Kind.TEXT) {
                        Samples.HOSTILE.forEach(text -> cases.add(query(parameter.name(), encoded(text), 400)));
                    }
                }
            }
        }
        return cases;
    }

    /** Methods that the path does not know. */
    List<Case> methods(ApiDocument document) {
        var path = samples.path(operation);
        return Set.of("GET", "POST", "PUT", "DELETE", "PATCH").stream()
                .filter(method -> !document.answers(method, path))
                .map(method -> Case.of("method", method, path, 405).fromElsewhere().bearer(bearer).json("{}"))
                .toList();
    }

    private void numbers(String name, List<Case> cases, String... wrong) {
        List.of(wrong).forEach(value -> cases.add(query(name, value, 400)));
        List.of("abc", "1.5", "1e1", "null", "1;2").forEach(value -> cases.add(query(name, encoded(value), 400)));
        Samples.HOSTILE.forEach(text -> cases.add(query(name, encoded(text), 400)));
    }

    private Case query(String name, String value, int expected) {
        return of(name + "=" + value, samples.path(operation) + "?" + name + "=" + value, expected);
    }

    private Case of(String what, String path, int expected) {
        var request = Case.of(what, operation.method(), path, expected).fromElsewhere().bearer(bearer);
        return operation.fields() == null ? request : request.json(JSON.writeValueAsString(samples.body(operation)));
    }

    private String at(Parameter parameter, String value) {
        return operation.path().replace("{" + parameter.name() + "}", value);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
