package io.kopeck.sandbox.cloudpayments;

import io.kopeck.sandbox.acquirer.CardEntry;
import io.kopeck.sandbox.acquirer.HostedPayments.TestCard;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The cards of the sandbox (reference, 12). Any expiry in the future and any security code go with them. */
final class TestCards {

    private record Row(String number, Card.Brand brand, boolean threeDs, @Nullable ReasonCode decline, @Nullable ReasonCode declineLater) {}

    private static final Map<String, Row> ROWS = new LinkedHashMap<>();
    /** A cryptogram of a test: {@code card_4111111111111111}, and {@code _1230} behind it for an expiry of 12/30. */
    private static final Pattern CRYPTOGRAM = Pattern.compile("card_(\\d{13,19})(?:_(0[1-9]|1[0-2])(\\d{2}))?");
    /** What stands behind a cryptogram nobody can read: a card that asks nothing and pays. */
    private static final String OPAQUE = "4000000000003055";

    static {
        rows(true, null, null, "4242424242424242", "5555555555554444", "2200000000000004");
        rows(true, ReasonCode.INSUFFICIENT_FUNDS, null, "4012888888881881", "5105105105105100", "2202202202202200");
        rows(false, null, null, "4000000000003055", "5205000000003055", "2202000000003055");
        rows(false, null, ReasonCode.INSUFFICIENT_FUNDS, "4111111111111111", "5200828282828210", "2200000022222222");
        rows(false, ReasonCode.INSUFFICIENT_FUNDS, null, "4000056655665556", "5404000000000043", "2203000000000043");
    }

    private TestCards() {}

    private static void rows(boolean threeDs, @Nullable ReasonCode decline, @Nullable ReasonCode declineLater, String visa, String mastercard,
            String mir) {
        ROWS.put(visa, new Row(visa, Card.Brand.VISA, threeDs, decline, declineLater));
        ROWS.put(mastercard, new Row(mastercard, Card.Brand.MASTERCARD, threeDs, decline, declineLater));
        ROWS.put(mir, new Row(mir, Card.Brand.MIR, threeDs, decline, declineLater));
    }

    /** The card behind an entry; null when the number is not in the table. */
    static @Nullable Card find(CardEntry entry) {
        return find(entry.number(), entry.expiry());
    }

    /** The card behind a cryptogram; null when it names a card that is not in the table. */
    static @Nullable Card decipher(String cryptogram, Instant now) {
        var inFiveYears = YearMonth.of(now.atZone(ZoneOffset.UTC).getYear() + 5, 12);
        var match = CRYPTOGRAM.matcher(cryptogram);
        if (!match.matches()) {
            return find(OPAQUE, inFiveYears);
        }
        return find(match.group(1), match.group(2) == null ? inFiveYears
                : YearMonth.of(2000 + Integer.parseInt(match.group(3)), Integer.parseInt(match.group(2))));
    }

    private static @Nullable Card find(String number, YearMonth expiry) {
        var row = ROWS.get(number);
        return row == null ? null : new Card(number.substring(0, 6), number.substring(number.length() - 4), expiry, row.brand(), row.threeDs(),
                row.decline(), row.declineLater());
    }

    static List<TestCard> table() {
        return ROWS.values().stream().map(row -> {
            var decline = row.decline() != null ? row.decline() : row.declineLater();
            return new TestCard(row.number(), row.brand().wireName(), row.threeDs(), decline == null ? null : Integer.toString(decline.code()),
                    row.declineLater() != null);
        }).toList();
    }
}
