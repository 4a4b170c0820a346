package io.kopeck.kernel;

import java.util.Objects;

/** Names a product that people subscribe to, such as {@code cinema}: 1 to 40 lower-case letters, digits, {@code _} or {@code -}. */
public record ProductCode(String value) {

    public ProductCode {
        Objects.requireNonNull(value, "value");
        if (!isValid(value)) {
            throw new IllegalArgumentException("a product code is 1 to 40 of a-z, 0-9, _ and -, beginning with a letter");
        }
    }

    public static boolean isValid(String value) {
        return value.matches("[a-z][a-z0-9_-]{0,39}");
    }

    @Override
    public String toString() {
        return value;
    }
}
