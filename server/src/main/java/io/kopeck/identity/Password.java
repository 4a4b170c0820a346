package io.kopeck.identity;

import java.text.Normalizer;
import java.util.Objects;
import java.util.Optional;

/** A password somebody chose or typed, 8 to 128 characters. {@code toString} is masked. */
public final class Password {

    public static final int LENGTH_MIN = 8;
    public static final int LENGTH_MAX = 128;

    private final String value;

    private Password(String value) {
        this.value = value;
    }

    /** The password in its compatibility form (NFKC), so that every keyboard types the same; empty when too short or long. */
    public static Optional<Password> of(String typed) {
        if (typed.length() > 4 * LENGTH_MAX) {
            return Optional.empty();
        }
        var normal = Normalizer.normalize(typed, Normalizer.Form.NFKC);
        int length = normal.codePointCount(0, normal.length());
        return length >= LENGTH_MIN && length <= LENGTH_MAX ? Optional.of(new Password(normal)) : Optional.empty();
    }

    /** The text, for the one place that hashes it. */
    public String reveal() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Password password && password.value.equals(value);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(value);
    }

    @Override
    public String toString() {
        return "****";
    }
}
