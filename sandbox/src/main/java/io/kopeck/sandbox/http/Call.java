package io.kopeck.sandbox.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request with its body already read (bodies are bounded by {@link WebServer#BODY_MAX_BYTES}).
 *
 * @param path decoded, always starting with a slash
 * @param headers by lower-case name; the first value wins
 * @param query the raw query string, without the question mark
 */
public record Call(String method, String path, Map<String, String> headers, @Nullable String query, byte[] body) {

    public @Nullable String header(String lowerCaseName) {
        return headers.get(lowerCaseName);
    }

    /** The path's segments; empty for "/". */
    public List<String> segments() {
        return List.of(path.substring(1).split("/", -1));
    }

    public Map<String, String> queryFields() {
        return fields(query);
    }

    /** The fields of an {@code application/x-www-form-urlencoded} body. */
    public Map<String, String> formFields() {
        return fields(new String(body, StandardCharsets.UTF_8));
    }

    private static Map<String, String> fields(@Nullable String encoded) {
        var fields = new LinkedHashMap<String, String>();
        if (encoded == null || encoded.isEmpty()) {
            return fields;
        }
        for (var pair : encoded.split("&")) {
            int equals = pair.indexOf('=');
            var name = equals < 0 ? pair : pair.substring(0, equals);
            fields.putIfAbsent(decode(name), equals < 0 ? "" : decode(pair.substring(equals + 1)));
        }
        return fields;
    }

    private static String decode(String encoded) {
        try {
            return java.net.URLDecoder.decode(encoded, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return encoded;
        }
    }
}
