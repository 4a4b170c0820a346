package io.kopeck.sandbox.yookassa;

import io.kopeck.sandbox.acquirer.CardEntry;
import io.kopeck.sandbox.acquirer.HostedPayments;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The cards of YooKassa's test shop (reference, 13). Any expiry in the future and any security code go with them. */
final class TestCards {

    private record Row(String number, String type, boolean threeDs, @Nullable Decline decline, @Nullable Decline declineLater) {}

    private static final Map<String, Row> ROWS = new LinkedHashMap<>();

    static {
        pass("5555555555554477", "MasterCard", true);
        pass("5555555555554444", "MasterCard", false);
        pass("4793128161644804", "Visa", true);
        pass("4111111111111111", "Visa", false);
        pass("2200000000000004", "Mir", true);
        pass("2202474301322987", "Mir", false);
        pass("6759649826438453", "MasterCard", false);
        pass("4175001000000017", "Visa", false);
        pass("370000000000002", "AmericanExpress", false);
        pass("3528000700000000", "JCB", false);
        pass("36700102000000", "DinersClub", false);
        passFirst("5555555555554642", "MasterCard");
        passFirst("2200000000000079", "Mir");
        decline("payment_network", "3d_secure_failed", "5555555555554592", "4839665499603842", "2200000000000012");
        decline("payment_network", "call_issuer", "5555555555554535", "4926946416239025", "2200000000000020");
        decline("payment_network", "card_expired", "5555555555554543", "4141435412630840", "2200000000000038");
        decline("payment_network", "fraud_suspected", "5555555555554568", "4483274282299972", "2200000000000046");
        decline("payment_network", "general_decline", "5555555555554527", "4889971706588753", "2202202212312379");
        decline("payment_network", "insufficient_funds", "5555555555554600", "4562265587712390", "2200000000000053");
        decline("payment_network", "invalid_card_number", "5555555555554618", "4951017853630544", "2201382000000013");
        decline("payment_network", "invalid_csc", "5555555555554626", "4194180666146368", "2200770212727079");
        decline("payment_network", "issuer_unavailable", "5555555555554501", "4654130848359150", "2201382000000021");
        decline("payment_network", "payment_method_limit_exceeded", "5555555555554576", "4565231022577548", "2201382000000039");
        decline("payment_network", "payment_method_restricted", "5555555555554550", "4233961169071671", "2201382000000047");
        decline("yoo_money", "country_forbidden", "5555555555554584", "4969751510013864", "2201382000000054");
        decline("yoo_money", "fraud_suspected", "5555555555554634", "4119098878796485", "2201696981989955");
    }

    private TestCards() {}

    /** The card behind an entry; null when the number is not in the table. */
    static @Nullable CardOnFile find(CardEntry entry) {
        var row = ROWS.get(entry.number());
        if (row == null) {
            return null;
        }
        var number = row.number();
        return new CardOnFile(number.substring(0, 6), number.substring(number.length() - 4), entry.expiry(), row.type(),
                row.threeDs(), row.decline(), row.declineLater());
    }

    static List<HostedPayments.TestCard> table() {
        var table = new ArrayList<HostedPayments.TestCard>();
        for (var row : ROWS.values()) {
            var decline = row.decline() != null ? row.decline() : row.declineLater();
            table.add(new HostedPayments.TestCard(row.number(), row.type(), row.threeDs(),
                    decline == null ? null : decline.reason(), row.declineLater() != null));
        }
        return table;
    }

    private static void pass(String number, String type, boolean threeDs) {
        ROWS.put(number, new Row(number, type, threeDs, null, null));
    }

    private static void passFirst(String number, String type) {
        ROWS.put(number, new Row(number, type, false, null, Decline.ofReason("insufficient_funds")));
    }

    private static void decline(String party, String reason, String masterCard, String visa, String mir) {
        var decline = new Decline(party, reason);
        ROWS.put(masterCard, new Row(masterCard, "MasterCard", false, decline, null));
        ROWS.put(visa, new Row(visa, "Visa", false, decline, null));
        ROWS.put(mir, new Row(mir, "Mir", false, decline, null));
    }
}
