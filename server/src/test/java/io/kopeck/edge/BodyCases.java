package io.kopeck.edge;

import io.kopeck.edge.ApiDocument.Kind;
import io.kopeck.edge.ApiDocument.Operation;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.json.JsonMapper;

/** Everything that can be wrong with the JSON body of one operation. 400 unless said otherwise. */
final class BodyCases {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int TOO_LARGE = 64 * 1024 + 1;
    private static final int CUTS = 12;

    /** What else is answered to a text that has the wrong content but not the wrong form. */
    private static final Map<String, Integer> OTHER_STATUS = Map.of(
            "POST /api/v1/user/refresh refresh_token", 401,
            "POST /api/v1/user/login password", 401,
            "POST /api/v1/user/password/change old_password", 403,
            "POST /api/v1/user/password/change new_password", 403);

    /** Fields that take any text: with everything else right the request would be right. */
    private static final List<String> ANY_TEXT = List.of("name", "title", "description", "password", "reason");

    private final Operation operation;
    private final Samples samples;
    private final Random random;
    private final String bearer;
    private final String path;

    BodyCases(Operation operation, Samples samples, Random random, String bearer) {
        this.operation = operation;
        this.samples = samples;
        this.random = random;
        this.bearer = bearer;
        this.path = samples.existingPath(operation);
    }

    /** Bodies that are no JSON object, or not declared as one, or too long. */
    List<Case> shapes() {
        var good = JSON.writeValueAsString(samples.body(operation));
        var cases = new ArrayList<Case>();
        for (var text : List.of("{", "}", "{\"a\":", "{a:1}", "{'a':1}", "nope", "[1,", good + "}", good + good, "{\"a\":NaN}", "{\"a\":01}", "\"", "{,}",
                "/* */" + good, "{\"a\":\"\n\"}", "", " ", "null", "[]", "[" + good + "]", "\"text\"", "1", "true")) {
            cases.add(of("body " + text, 400).json(text));
        }
        if (!operation.fields().keySet().stream().allMatch(field -> Samples.isOptional(operation, field))) {
            cases.add(of("body without fields", 400).json("{}"));
        }
        for (int i = 0; i < CUTS; i++) {
            int at = random.nextInt(good.length());
            cases.add(of("body cut at " + at, 400).json(good.substring(0, at)));
            var noise = new byte[1 + random.nextInt(60)];
            random.nextBytes(noise);
            cases.add(of("random bytes", 400).bytes(noise));
        }
        cases.add(of("deep array", 400).json("[".repeat(20_000)));
        cases.add(of("deep object", 400).json("{\"a\":".repeat(10_000)));
        cases.add(of("deep array in an unknown field", 400).json("{\"deep\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}"));
        cases.add(of("a number of many digits", 400).json("{\"n\":" + "9".repeat(5_000) + "}"));
        cases.add(of("no UTF-8", 400).bytes(new byte[] {'{', '"', 'a', '"', ':', '"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"', '}'}));
        var large = "{\"pad\":\"" + "x".repeat(TOO_LARGE) + "\"}";
        cases.add(of("too large", 413).json(large));
        cases.add(of("too large in chunks", 413).chunked(large));
        for (var type : List.of("text/plain", "application/xml", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "garbage")) {
            cases.add(of("content type " + type, 415).body(BodyPublishers.ofString(good)).with("Content-Type", type));
        }
        cases.add(of("no content type", 415).body(BodyPublishers.ofString(good)));
        return cases;
    }

    /** One field at a time that is missing, of a wrong type, repeated, or too long. */
    List<Case> fields() {
        var cases = new ArrayList<Case>();
        operation.fields().forEach((field, kind) -> {
            wrongTypes(kind).forEach(value -> cases.add(of(field + " = " + value, 400).json(withRaw(field, value))));
            if (!Samples.isOptional(operation, field)) {
                cases.add(of("without " + field, 400).json(without(field)));
                cases.add(of("null " + field, 400).json(withRaw(field, "null")));
            }
            if (Samples.isMoney(field)) {
                for (var wrong : List.of("\"-1.00\"", "\"0\"", "\"0.00\"", "\"10.001\"", "\"1e3\"", "\"NaN\"", "\"1,00\"", "\"99999999999999999999.00\"",
                        "\" 1.00\"", "\"\"", "\"0x10\"", "\"1.00 RUB\"")) {
                    cases.add(of(field + " = " + wrong, 400).json(withRaw(field, wrong)));
                }
            }
            cases.add(of("duplicate " + field, 400).json(duplicated(field)));
        });
        return cases;
    }

    /** Hostile, overlong and unstorable text in every field that takes text. */
    List<Case> texts() {
        var cases = new ArrayList<Case>();
        operation.fields().forEach((field, kind) -> {
            if (kind == Kind.NUMBER || kind == Kind.FLAG || kind == Kind.OBJECT) {
                return;
            }
            for (var text : Samples.HOSTILE) {
                int taken = ANY_TEXT.contains(field) ? 404 : status(field);
                var alone = operation.fields().size() == 1 ? taken : 400;
                cases.add(of(field + " alone = " + text, alone).json(JSON.writeValueAsString(Map.of(field, kind == Kind.LIST ? List.of(text) : text))));
            }
            cases.add(of(field + " too long", field.endsWith("token") || field.startsWith("new") ? 400 : status(field)).json(with(field, "x".repeat(20_000))));
            if (!ANY_TEXT.contains(field) && !Samples.isOptional(operation, field)) {
                cases.add(of(field + " hostile", status(field)).json(with(field, samples.hostile())));
            }
            for (var escape : List.of("\\u0000", "a\\u0000b", "\\ud800", "\\udc00x", "\\ud800\\ud800")) {
                cases.add(of(field + " = " + escape, 400).json(withRaw(field, "\"" + escape + "\"")));
            }
        });
        return cases;
    }

    /** A key of a wrong form, and one that is used for a second, other request. */
    List<Case> idempotencyKeys() {
        var cases = new ArrayList<Case>();
        var good = JSON.writeValueAsString(samples.body(operation));
        for (var key : List.of("", " ", "two words", "x".repeat(256), "tab\there")) {
            cases.add(of("key '" + key + "'", 400).json(good).with("Idempotency-Key", key));
        }
        var key = "edge-" + samples.uuid();
        cases.add(of("first use", 400).json("{\"a\":").with("Idempotency-Key", key));
        cases.add(of("second use with another body", 422).json(good).with("Idempotency-Key", key));
        return cases;
    }

    private Case of(String what, int expected) {
        return Case.of(what, operation.method(), path, expected).fromElsewhere().bearer(bearer);
    }

    private int status(String field) {
        return OTHER_STATUS.getOrDefault(operation.name() + " " + field, 400);
    }

    private static List<String> wrongTypes(Kind kind) {
        return switch (kind) {
            case TEXT -> List.of("42", "1.5", "true", "[]", "{}", "[\"text\"]", "{\"a\":1}", "[null]");
            case UUID -> List.of("42", "1.5", "true", "[]", "{}", "\"\"", "\"not-an-id\"", "\"" + "a".repeat(36) + "\"", "\"" + "0".repeat(500) + "\"", "[\"x\"]");
            case MOMENT -> List.of("true", "[]", "{}", "\"yesterday\"", "\"2026-13-45T00:00:00Z\"", "1", "1e400", "\"+999999999-12-31T23:59:59Z\"");
            case NUMBER -> List.of("\"x\"", "{}", "[]", "true", "1e400", "\"\"");
            case FLAG -> List.of("\"yes\"", "{}", "[]", "1", "\"\"");
            case LIST -> List.of("\"text\"", "5", "true", "{}", "[[]]", "[{}]", "[null]", "[1]", "[true]", "[\"\"]", "[\"no-such-name\"]");
            case OBJECT -> List.of("\"x\"", "5", "true", "[]");
        };
    }

    private String with(String field, String text) {
        var body = samples.body(operation);
        body.put(field, operation.fields().get(field) == Kind.LIST ? List.of(text) : text);
        return JSON.writeValueAsString(body);
    }

    private String without(String field) {
        var body = new LinkedHashMap<>(samples.body(operation));
        body.remove(field);
        return JSON.writeValueAsString(body);
    }

    /** The good body with one value replaced by raw JSON. */
    private String withRaw(String field, String raw) {
        var marker = "MARKER" + samples.uuid();
        var body = samples.body(operation);
        body.put(field, marker);
        return JSON.writeValueAsString(body).replace("\"" + marker + "\"", raw);
    }

    private String duplicated(String field) {
        var body = JSON.writeValueAsString(samples.body(operation));
        var again = JSON.writeValueAsString(Map.of(field, samples.body(operation).get(field)));
        return body.substring(0, body.length() - 1) + "," + again.substring(1);
    }
}
