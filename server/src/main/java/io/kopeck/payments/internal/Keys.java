package io.kopeck.payments.internal;

import io.kopeck.payments.Purpose;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Idempotency keys: derived from the obligation and the attempt's number alone, so that whoever repeats it finds the same. */
final class Keys {

    private Keys() {}

    /** The key of a charge: a renewal is owed for its period, everything else for the payment itself. */
    static String ofCharge(Purpose purpose, UUID payment, @Nullable UUID subscription, @Nullable Integer period, int attempt) {
        var obligation = purpose == Purpose.RENEW ? "renew:" + subscription + ":" + period : purpose.wireName() + ":" + payment;
        return of(obligation, attempt);
    }

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
