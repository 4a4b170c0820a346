package io.kopeck.payments.providers.robokassa;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Compact tokens: refunds are asked for with HS256, Result2 comes with RS256, second receipts carry the shop's own hash. */
final class Tokens {

    private static final String HS256 = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private Tokens() {}

    /** The token over this text, which is not written anew. */
    static String sign(String payload, String secret) {
        var signed = encode(HS256) + "." + encode(payload);
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return signed + "." + ENCODER.encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC with SHA-256", e);
        }
    }

    /** The two parts of a second receipt: the text, and the hash over its encoded form and the first password. */
    static String hashed(String payload, Shop shop) {
        var encoded = encode(payload);
        return encoded + "." + encode(shop.signedReceipt(encoded));
    }

    /** The payload of a token that this key signed with RS256, and with nothing else; null for any other text. */
    static @Nullable JsonNode verified(String token, PublicKey key) {
        var parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return null;
        }
        try {
            var header = Json.read(decode(parts[0]));
            if (header == null || !"RS256".equals(Json.text(header, "alg"))) {
                return null;
            }
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(key);
            signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.UTF_8));
            return signature.verify(Base64.getUrlDecoder().decode(parts[2])) ? Json.read(decode(parts[1])) : null;
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            return null;
        }
    }

    /** What a token says, whoever signed it; null when it says nothing. */
    static @Nullable JsonNode unverified(String token) {
        var parts = token.split("\\.", -1);
        try {
            return parts.length == 3 ? Json.read(decode(parts[1])) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String encode(String text) {
        return ENCODER.encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String text) {
        return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
    }
}
