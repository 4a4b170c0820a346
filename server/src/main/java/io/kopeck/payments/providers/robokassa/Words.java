package io.kopeck.payments.providers.robokassa;

import io.kopeck.kernel.Currency;
import io.kopeck.kernel.Money;
import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Words that cross the border between the provider and us. */
final class Words {

    private static final int DESCRIPTION_LENGTH_MAX = 100;

    private Words() {}

    /** Whether this may be a payment's number: 1 to 2^63 − 1, written plainly. */
    static boolean isNumber(@Nullable String text) {
        if (text == null || !text.matches("[1-9]\\d{0,18}")) {
            return false;
        }
        return text.length() < 19 || new BigDecimal(text).compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0;
    }

    /** Whether this may stand in a request as an id of the provider's. */
    static boolean isKey(@Nullable String text) {
        return text != null && text.matches("[A-Za-z0-9_-]{1,128}");
    }

    /** A decimal with up to six digits, as Robokassa writes roubles; null when it is none, or no whole kopecks. */
    static @Nullable Money roubles(@Nullable String text) {
        if (text == null || !text.matches("\\d{1,13}(\\.\\d{1,7})?")) {
            return null;
        }
        try {
            return Money.of(new BigDecimal(text), Currency.RUB);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** A description of letters, digits and punctuation, at most 100 characters and never empty. */
    static String description(String text, String otherwise) {
        var plain = text.replaceAll("[^\\p{L}\\p{M}\\p{N}\\p{P}]+", " ").strip();
        return plain.isEmpty() ? otherwise : shorten(plain, DESCRIPTION_LENGTH_MAX);
    }

    /** A message of one word, such as {@code NotEnoughOperationFunds}, as a code; the other word for anything else. */
    static String code(@Nullable String message, String otherwise) {
        return message != null && message.matches("[A-Za-z]{1,60}")
                ? message.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT)
                : otherwise;
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
