package io.kopeck.sandbox.yookassa;

import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/** Identifiers shaped like YooKassa's: creation second since 2000-01-01T12:00:00Z, a kind code, noise (reference, 4). */
final class Ids {

    private static final long EPOCH_SECOND = Instant.parse("2000-01-01T12:00:00Z").getEpochSecond();

    private Ids() {}

    static String payment(Instant at) {
        return id(at, "000f");
    }

    static String refund(Instant at) {
        return id(at, "0015");
    }

    static String binding(Instant at) {
        return id(at, "0037");
    }

    static String receipt(Instant at) {
        return "rt-" + id(at, "0007");
    }

    /** Retrieval reference number of a card operation. */
    static String rrn() {
        return digits(12);
    }

    static String authCode() {
        return digits(6);
    }

    static String sbpOperation() {
        var random = ThreadLocalRandom.current();
        return "%016X%016X".formatted(random.nextLong(), random.nextLong());
    }

    private static String id(Instant at, String kind) {
        var random = ThreadLocalRandom.current();
        var second = Long.toHexString((at.getEpochSecond() - EPOCH_SECOND) & 0xffff_ffffL);
        var noise = Long.toHexString(random.nextLong() & 0xffff_ffff_ffffL);
        return "0".repeat(8 - second.length()) + second + "-" + kind + "-5000-" + "89ab".charAt(random.nextInt(4)) + "000-"
                + "0".repeat(12 - noise.length()) + noise;
    }

    private static String digits(int count) {
        var random = ThreadLocalRandom.current();
        var digits = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            digits.append((char) ('0' + random.nextInt(10)));
        }
        return digits.toString();
    }
}
