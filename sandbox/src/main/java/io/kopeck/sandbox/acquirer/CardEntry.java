package io.kopeck.sandbox.acquirer;

import java.time.YearMonth;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/** A card as the customer typed it, checked for form only. It lives for one request and is never stored or printed. */
public record CardEntry(String number, YearMonth expiry) {

    public enum Field { NUMBER, EXPIRY, CSC }

    public sealed interface Parsed {
        record Valid(CardEntry card) implements Parsed {}

        record Invalid(Set<Field> fields) implements Parsed {}
    }

    private static final Pattern NUMBER = Pattern.compile("\\d{13,19}");
    private static final Pattern EXPIRY = Pattern.compile("(0?[1-9]|1[0-2])\\s*/?\\s*(?:20)?(\\d{2})");

    /** Reads "5555 5555 5555 4444", "12/30" or "12/2030", "123" (four digits for American Express). */
    public static Parsed parse(String number, String expiry, String csc) {
        var wrong = EnumSet.noneOf(Field.class);
        var digits = number.replaceAll("[\\s-]", "");
        if (!NUMBER.matcher(digits).matches() || !passesLuhn(digits)) {
            wrong.add(Field.NUMBER);
        }
        var month = EXPIRY.matcher(expiry.strip());
        if (!month.matches()) {
            wrong.add(Field.EXPIRY);
        }
        boolean amex = digits.startsWith("34") || digits.startsWith("37");
        if (!csc.strip().matches(amex ? "\\d{4}" : "\\d{3}")) {
            wrong.add(Field.CSC);
        }
        return wrong.isEmpty()
                ? new Parsed.Valid(new CardEntry(digits, YearMonth.of(2000 + Integer.parseInt(month.group(2)), Integer.parseInt(month.group(1)))))
                : new Parsed.Invalid(wrong);
    }

    static boolean passesLuhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighted = i % 2 == 0 ? digit : digit * 2;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return sum % 10 == 0;
    }

    @Override
    public String toString() {
        return "CardEntry[*" + number.substring(number.length() - 4) + "]";
    }
}
