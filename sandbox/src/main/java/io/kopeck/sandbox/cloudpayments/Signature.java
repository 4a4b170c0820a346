package io.kopeck.sandbox.cloudpayments;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The two headers that come with every notification (reference, 9, Signature). */
final class Signature {

    private static final String ALGORITHM = "HmacSHA256";

    private Signature() {}

    /** {@code Content-HMAC} over the bytes as sent, {@code X-Content-HMAC} over the URL-decoded text. */
    static Map<String, String> headers(String apiSecret, byte[] body) {
        var decoded = NetForm.decode(new String(body, StandardCharsets.UTF_8));
        return Map.of("Content-HMAC", hmac(apiSecret, body), "X-Content-HMAC", hmac(apiSecret, decoded.getBytes(StandardCharsets.UTF_8)));
    }

    static String hmac(String apiSecret, byte[] message) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(apiSecret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return Base64.getEncoder().encodeToString(mac.doFinal(message));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
