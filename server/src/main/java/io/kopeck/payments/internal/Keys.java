package io.kopeck.payments.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Idempotency keys: derived from the obligation and the attempt's number alone, so that whoever repeats it finds the same. */
final class Keys {

    private Keys() {}

    /** 40 hex digits. */
    static String of(String obligation, int attempt) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            var hash = digest.digest((obligation + "#" + attempt).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 20);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
