package io.kopeck.payments.providers.cloudpayments;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Words that cross the border between the provider and us. */
final class Words {

    /** Whatever may be a token, an id, a card's or a phone's digits, or an address; such words are left out. */
    private static final Pattern TELLING_WORD = Pattern.compile("\\S*(?:@|\\d\\S*\\d\\S*\\d\\S*\\d)\\S*");

    private static final int MESSAGE_LENGTH_MAX = 200;

    private Words() {}

    /** Whether this can be a transaction's id: a long (Transaction model). */
    static boolean isTransaction(@Nullable String text) {
        return text != null && text.matches("[1-9]\\d{0,18}");
    }

    /** Whether this can be an order's id: letters and digits, and never mistaken for a transaction's. */
    static boolean isOrder(@Nullable String text) {
        return text != null && text.matches("[A-Za-z0-9_-]{1,64}") && !text.matches("\\d+");
    }

    /** Whether this can be a receipt's id in the register's queue (CloudKassir: a GUID without dashes). */
    static boolean isReceipt(@Nullable String text) {
        return text != null && text.matches("[A-Za-z0-9-]{1,64}");
    }

    /** Only a web address may be sent to a browser; null for anything else. */
    static @Nullable URI webAddress(@Nullable String text) {
        try {
            var url = new URI(text == null ? "" : text);
            return "https".equals(url.getScheme()) || "http".equals(url.getScheme()) ? url : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }

    /** The text, cut to so many characters but never inside one. */
    static String shorten(String text, int lengthMax) {
        if (text.length() <= lengthMax) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(lengthMax - 1)) ? lengthMax - 1 : lengthMax;
        return text.substring(0, end);
    }

    /** The provider's message for an operator's eyes; null when there is none. */
    static @Nullable String message(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        var line = shorten(text, MESSAGE_LENGTH_MAX).replaceAll("\\p{Cntrl}", " ").strip();
        return TELLING_WORD.matcher(line).replaceAll("…");
    }
}
