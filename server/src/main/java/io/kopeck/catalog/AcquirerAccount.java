package io.kopeck.catalog;

import java.util.Map;

/**
 * A named account at a payment provider.
 *
 * @param provider the adapter's name, such as {@code yookassa}
 * @param settings what the adapter needs, each by the <em>name</em> of the environment variable that holds it
 */
public record AcquirerAccount(String name, String provider, Map<String, String> settings) {

    public AcquirerAccount {
        settings = Map.copyOf(settings);
    }
}
