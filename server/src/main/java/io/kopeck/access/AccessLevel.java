package io.kopeck.access;

import java.util.Locale;

/** How much of a product a customer may use. */
public enum AccessLevel {
    FULL,
    READ_ONLY,
    NONE;

    /** The name in JSON. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
