package io.kopeck.api.security;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Whether a JSON body holds only text that PostgreSQL can store: UTF-8 without the character U+0000 and without half
 * surrogate pairs, written out or escaped. Whether it is JSON at all is for the parser to say.
 */
final class TextCheck {

    private TextCheck() {}

    static boolean isStorable(byte[] json) {
        try {
            var text = StandardCharsets.UTF_8.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(json));
            return escapesAreStorable(text);
        } catch (CharacterCodingException _) {
            return false;
        }
    }

    private static boolean escapesAreStorable(CharSequence text) {
        boolean highBefore = false; // the last character was an escaped high surrogate, which wants its low one now
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int unit = c == '\\' ? escapedUnit(text, i) : -1;
            if (c == 0 || unit == 0 || highBefore != isLow(unit)) {
                return false;
            }
            highBefore = isHigh(unit);
            if (c == '\\') {
                i += unit >= 0 ? 5 : 1;
            }
        }
        return !highBefore;
    }

    /** The code unit that an escape of the form {@code \}{@code uXXXX} stands for; -1 for every other escape. */
    private static int escapedUnit(CharSequence text, int at) {
        if (at + 5 >= text.length() || text.charAt(at + 1) != 'u') {
            return -1;
        }
        int unit = 0;
        for (int i = at + 2; i < at + 6; i++) {
            int digit = Character.digit(text.charAt(i), 16);
            if (digit < 0) {
                return -1;
            }
            unit = unit * 16 + digit;
        }
        return unit;
    }

    private static boolean isHigh(int unit) {
        return unit >= Character.MIN_HIGH_SURROGATE && unit <= Character.MAX_HIGH_SURROGATE;
    }

    private static boolean isLow(int unit) {
        return unit >= Character.MIN_LOW_SURROGATE && unit <= Character.MAX_LOW_SURROGATE;
    }
}
