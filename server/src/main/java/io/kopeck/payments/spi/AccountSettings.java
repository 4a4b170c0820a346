package io.kopeck.payments.spi;

import java.util.Map;

/** An account's resolved settings, such as {@code shop_id} and {@code secret_key}; {@code toString} shows names only. */
public record AccountSettings(String account, Map<String, String> values, boolean sandbox) {

    public AccountSettings {
        values = Map.copyOf(values);
    }

    /**
     * The value of a setting.
     *
     * @throws IllegalArgumentException when it is missing or blank
     */
    public String require(String name) {
        var value = values.getOrDefault(name, "");
        if (value.isBlank()) {
            throw new IllegalArgumentException("acquirer account " + account + " needs the setting " + name);
        }
        return value;
    }

    public String get(String name, String otherwise) {
        var value = values.getOrDefault(name, "");
        return value.isBlank() ? otherwise : value;
    }

    @Override
    public String toString() {
        return "AccountSettings[" + account + ", " + values.keySet() + "]";
    }
}
