package io.kopeck.sandbox.robokassa;

import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Identifiers shaped like Robokassa's. */
final class Ids {

    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private Ids() {}

    static String guid() {
        return UUID.randomUUID().toString();
    }

    /** Such as 14D2B521-4EAB-492A-9D91-00D12FF24D57-1NvHENLwgp. */
    static String opKey() {
        return guid().toUpperCase(Locale.ROOT) + "-" + random(LETTERS, 10);
    }

    static String rrn() {
        return random("0123456789", 12);
    }

    private static String random(String alphabet, int count) {
        var random = ThreadLocalRandom.current();
        var out = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            out.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return out.toString();
    }
}
