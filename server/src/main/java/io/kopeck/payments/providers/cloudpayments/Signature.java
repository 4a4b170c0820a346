package io.kopeck.payments.providers.cloudpayments;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Checks the two signatures of a notification: HMAC-SHA256 with the API secret, over the text as it was sent and over the
 * decoded one (Notifications, Signature). Either is enough.
 */
final class Signature {

    private static final String ALGORITHM = "HmacSHA256";
    private static final String OVER_RAW = "content-hmac";
    private static final String OVER_DECODED = "x-content-hmac";

    private final SecretKeySpec key;

    Signature(String secret) {
        this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    /**
     * Whether the text comes from the provider.
     *
     * @param headers names in lower case
     * @param text the body of a POST, the query of a GET, as it was sent
     * @param form whether the text is URL-encoded; JSON is not, and both signatures are over the same text then
     */
    boolean isGenuine(Map<String, List<String>> headers, String text, boolean form) {
        boolean raw = isOver(text, headers.getOrDefault(OVER_RAW, List.of()));
        boolean decoded = isOver(form ? decode(text) : text, headers.getOrDefault(OVER_DECODED, List.of()));
        return raw || decoded;
    }

    /** The whole text at once, plus signs as spaces; null when a percent sign is not followed by two hex digits. */
    static @Nullable String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private boolean isOver(@Nullable String text, List<String> given) {
        if (text == null || given.size() != 1) {
            return false;
        }
        var expected = Base64.getEncoder().encode(hmac(text.getBytes(StandardCharsets.UTF_8)));
        return MessageDigest.isEqual(expected, given.getFirst().strip().getBytes(StandardCharsets.UTF_8));
    }

    private byte[] hmac(byte[] bytes) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
