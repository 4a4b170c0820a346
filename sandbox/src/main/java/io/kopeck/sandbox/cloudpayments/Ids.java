package io.kopeck.sandbox.cloudpayments;

import java.util.concurrent.ThreadLocalRandom;

/** Identifiers shaped like the provider's. */
final class Ids {

    private static final String ALPHANUMERIC = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final String HEX = "0123456789abcdef";

    private Ids() {}

    static String order() {
        return random(16, ALPHANUMERIC);
    }

    static String token() {
        return "tk_" + random(29, HEX);
    }

    static String receipt() {
        return random(32, HEX);
    }

    static String authCode() {
        return random(6, "ABCDEF0123456789");
    }

    /** Retrieval reference number of a card operation. */
    static String rrn() {
        return random(12, "0123456789");
    }

    private static String random(int length, String alphabet) {
        var random = ThreadLocalRandom.current();
        var out = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            out.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return out.toString();
    }
}
