package io.kopeck.catalog;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * One thing a paying customer gets.
 *
 * @param name the role's name, or for an external role the role id's configuration name
 */
public record GrantSpec(Kind kind, String name) {

    /** The kinds of grants. */
    public enum Kind {
        /** A role in kopeck's own access token. */
        ROLE,
        /** A role in the operator's auth service, given and taken by a signed HTTP call. */
        EXTERNAL_ROLE;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Kind> of(String wireName) {
            return Arrays.stream(values()).filter(k -> k.wireName().equals(wireName)).findFirst();
        }
    }
}
