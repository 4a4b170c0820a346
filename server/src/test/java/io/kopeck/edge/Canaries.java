package io.kopeck.edge;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Secrets by name, and where they turned up. */
final class Canaries {

    private static final int LENGTH_MIN = 8;

    private final Map<String, String> secrets = new LinkedHashMap<>();

    /** Plants one and returns it. */
    String plant(String name, String secret) {
        if (secret.length() < LENGTH_MIN) {
            throw new IllegalArgumentException(name + " is too short to be found for certain: " + secret);
        }
        secrets.put(name, secret);
        return secret;
    }

    Map<String, String> all() {
        return Map.copyOf(secrets);
    }

    /** One complaint for each text that holds a secret. */
    List<String> in(Collection<String> texts) {
        var found = new ArrayList<String>();
        for (var text : texts) {
            secrets.forEach((name, secret) -> {
                if (text.contains(secret)) {
                    found.add(name + " in: " + (text.length() > 500 ? text.substring(0, 500) + "…" : text));
                }
            });
        }
        return found;
    }
}
