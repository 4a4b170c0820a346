package io.kopeck.api.web;

import io.kopeck.identity.EmailAddress;
import io.kopeck.identity.Password;
import io.kopeck.kernel.Currency;
import io.kopeck.kernel.Money;
import io.kopeck.platform.problem.Problem;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a body and collects what is wrong with them; the values themselves are never repeated. */
public final class Fields {

    private static final int TOKEN_LENGTH_MAX = 200;
    private static final int FOREIGN_ID_LENGTH_MAX = 100;

    private final Map<String, String> errors = new LinkedHashMap<>();

    public Optional<EmailAddress> email(String name, @Nullable String value) {
        return kept(name, Optional.ofNullable(value).flatMap(EmailAddress::parse), "has to be an e-mail address");
    }

    public Optional<Password> password(String name, @Nullable String value) {
        return kept(name, Optional.ofNullable(value).flatMap(Password::of),
                "has to have " + Password.LENGTH_MIN + " to " + Password.LENGTH_MAX + " characters");
    }

    public Optional<String> token(String name, @Nullable String value) {
        return text(name, value, TOKEN_LENGTH_MAX);
    }

    public Optional<String> text(String name, @Nullable String value, int lengthMax) {
        return kept(name, Optional.ofNullable(value).map(String::strip).filter(text -> !text.isEmpty() && text.length() <= lengthMax),
                "has to have 1 to " + lengthMax + " characters");
    }

    public Optional<Set<String>> names(String name, @Nullable Collection<@Nullable String> values, int max) {
        boolean good = values != null && values.size() <= max && values.stream().allMatch(value -> value != null && value.length() <= 50);
        return kept(name, good ? Optional.of(new LinkedHashSet<String>(values)) : Optional.empty(),
                "has to be a list of at most " + max + " names");
    }

    public Optional<UUID> id(String name, @Nullable UUID value) {
        return kept(name, Optional.ofNullable(value), "is missing");
    }

    /** An amount that is there and more than nothing. */
    public Optional<Money> money(String name, @Nullable String value, Currency currency) {
        return kept(name, Optional.ofNullable(value).flatMap(text -> amount(text, currency)),
                "has to be a decimal such as 99.99, more than zero");
    }

    /** One of the words. */
    public Optional<String> choice(String name, @Nullable String value, Collection<String> words) {
        return kept(name, Optional.ofNullable(value).filter(words::contains), "has to be one of " + String.join(", ", words));
    }

    /** What somebody else calls a thing: visible ASCII. */
    public Optional<String> foreignId(String name, @Nullable String value) {
        return kept(name, Optional.ofNullable(value).filter(text -> text.matches("[!-~]{1," + FOREIGN_ID_LENGTH_MAX + "}")),
                "has to have 1 to " + FOREIGN_ID_LENGTH_MAX + " visible characters");
    }

    private static Optional<Money> amount(String text, Currency currency) {
        try {
            return Optional.of(Money.parse(text, currency)).filter(Money::isPositive);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    public void refuse(String name, String why) {
        errors.put(name, why);
    }

    /** @throws Problem 400 {@code invalid_field} naming every wrong field */
    public void throwIfWrong() {
        if (!errors.isEmpty()) {
            throw problem();
        }
    }

    /** 400 {@code invalid_field} naming every wrong field. */
    public Problem problem() {
        return Problem.badRequest("invalid_field", "A field of the body has a wrong value").with("errors", errors);
    }

    private <T> Optional<T> kept(String name, Optional<T> read, String otherwise) {
        if (read.isEmpty()) {
            refuse(name, otherwise);
        }
        return read;
    }
}
