package io.kopeck.api.user;

import io.kopeck.identity.EmailAddress;
import io.kopeck.identity.Password;
import io.kopeck.platform.problem.Problem;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a body and collects what is wrong with them; the values themselves are never repeated. */
final class Fields {

    private static final int TOKEN_LENGTH_MAX = 200;

    private final Map<String, String> errors = new LinkedHashMap<>();

    Optional<EmailAddress> email(String name, @Nullable String value) {
        return kept(name, Optional.ofNullable(value).flatMap(EmailAddress::parse), "has to be an e-mail address");
    }

    Optional<Password> password(String name, @Nullable String value) {
        return kept(name, Optional.ofNullable(value).flatMap(Password::of),
                "has to have " + Password.LENGTH_MIN + " to " + Password.LENGTH_MAX + " characters");
    }

    Optional<String> token(String name, @Nullable String value) {
        return text(name, value, TOKEN_LENGTH_MAX);
    }

    Optional<String> text(String name, @Nullable String value, int lengthMax) {
        return kept(name, Optional.ofNullable(value).map(String::strip).filter(text -> !text.isEmpty() && text.length() <= lengthMax),
                "has to have 1 to " + lengthMax + " characters");
    }

    Optional<Set<String>> names(String name, @Nullable Collection<@Nullable String> values, int max) {
        boolean good = values != null && values.size() <= max && values.stream().allMatch(value -> value != null && value.length() <= 50);
        return kept(name, good ? Optional.of(new LinkedHashSet<String>(values)) : Optional.empty(),
                "has to be a list of at most " + max + " names");
    }

    void refuse(String name, String why) {
        errors.put(name, why);
    }

    /** @throws Problem 400 {@code invalid_field} naming every wrong field */
    void throwIfWrong() {
        if (!errors.isEmpty()) {
            throw Problem.badRequest("invalid_field", "A field of the body has a wrong value").with("errors", errors);
        }
    }

    private <T> Optional<T> kept(String name, Optional<T> read, String otherwise) {
        if (read.isEmpty()) {
            refuse(name, otherwise);
        }
        return read;
    }
}
