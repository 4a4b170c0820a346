package io.kopeck.payments.providers.yookassa;

import org.jspecify.annotations.Nullable;

/** Words that cross the border between the provider and us. */
final class Words {

    private Words() {}

    /** A machine-readable word of the provider's, or the other one when it is missing or no such word. */
    static String code(@Nullable String word, String otherwise) {
        return word != null && word.matches("[a-z0-9_]{1,64}") ? word : otherwise;
    }

    /** Whether this may stand in a path: all known ids are letters, digits and dashes. */
    static boolean isId(@Nullable String text) {
        return text != null && text.matches("[A-Za-z0-9_-]{1,64}");
    }

    /** The text, cut to so many characters but never inside one. */
    static String shorten(String text, int lengthMax) {
        if (text.length() <= lengthMax) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(lengthMax - 1)) ? lengthMax - 1 : lengthMax;
        return text.substring(0, end);
    }
}
