package io.kopeck.sandbox.robokassa;

import io.kopeck.sandbox.engine.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/** Compact tokens signed with a shared secret, as the refund and the invoice API take them (reference, 8 and 10). */
final class Jwt {

    /** For refunds. */
    static final Map<String, Hashing> STANDARD = Map.of("HS256", Hashing.SHA256, "HS384", Hashing.SHA384, "HS512", Hashing.SHA512);

    /** For invoices: any of the shop's algorithms, by its own name or by JWT's. */
    static final Map<String, Hashing> INVOICE = Map.of("MD5", Hashing.MD5, "RIPEMD160", Hashing.RIPEMD160, "SHA1", Hashing.SHA1,
            "HS1", Hashing.SHA1, "SHA256", Hashing.SHA256, "HS256", Hashing.SHA256, "SHA384", Hashing.SHA384, "HS384", Hashing.SHA384,
            "SHA512", Hashing.SHA512, "HS512", Hashing.SHA512);

    private Jwt() {}

    /**
     * The payload of a token whose signature is right; null for any other.
     *
     * @param body the token itself, or the token as a JSON string
     */
    static @Nullable ObjectNode payload(byte[] body, Map<String, Hashing> algorithms, String key) {
        var parts = token(body).split("\\.", -1);
        if (parts.length != 3) {
            return null;
        }
        try {
            var header = Json.MAPPER.readTree(Base64.getUrlDecoder().decode(parts[0]));
            var algorithm = algorithms.get(header.path("alg").asString(""));
            if (algorithm == null || !MessageDigest.isEqual(algorithm.hmac(key, parts[0] + "." + parts[1]), Base64.getUrlDecoder().decode(parts[2]))) {
                return null;
            }
            return Json.MAPPER.readTree(Base64.getUrlDecoder().decode(parts[1])) instanceof ObjectNode payload ? payload : null;
        } catch (IllegalArgumentException | JacksonException malformed) {
            return null;
        }
    }

    /** A body's text, out of its JSON string if it is one. */
    static String token(byte[] body) {
        var text = new String(body, StandardCharsets.UTF_8).strip();
        return text.length() > 1 && text.startsWith("\"") && text.endsWith("\"") ? text.substring(1, text.length() - 1) : text;
    }

    /** Base64url without padding. */
    static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
