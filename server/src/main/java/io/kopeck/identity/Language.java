package io.kopeck.identity;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The languages we write in. */
public enum Language {

    RU, EN;

    /** The name on the wire and in the database, lower case. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Language of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }

    /** The best of ours for an {@code Accept-Language} header; Russian when it names neither, or is unreadable. */
    public static Language fromHeader(@Nullable String acceptLanguage) {
        if (acceptLanguage == null || acceptLanguage.length() > 500) {
            return RU;
        }
        try {
            var best = Locale.lookupTag(Locale.LanguageRange.parse(acceptLanguage), List.of("ru", "en"));
            return "en".equals(best) ? EN : RU;
        } catch (IllegalArgumentException _) {
            return RU;
        }
    }
}
