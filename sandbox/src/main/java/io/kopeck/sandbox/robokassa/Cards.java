package io.kopeck.sandbox.robokassa;

import io.kopeck.sandbox.acquirer.CardEntry;
import io.kopeck.sandbox.acquirer.HostedPayments.TestCard;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The test cards. Robokassa publishes none, so these are the numbers of the sandbox's other acquirers, with the same behaviour. */
final class Cards {

    /** Why a card can be declined. Robokassa tells the shop nothing; the page and the control API show it. */
    static final Set<String> DECLINE_REASONS = new TreeSet<>(Set.of("3d_secure_failed", "call_issuer", "card_expired", "fraud_suspected",
            "general_decline", "insufficient_funds", "invalid_csc", "issuer_unavailable", "payment_method_limit_exceeded",
            "payment_method_restricted"));

    static final List<TestCard> TABLE = List.of(
            new TestCard("5555555555554444", "MasterCard", false, null, false),
            new TestCard("5555555555554477", "MasterCard", true, null, false),
            new TestCard("4111111111111111", "Visa", false, null, false),
            new TestCard("4793128161644804", "Visa", true, null, false),
            new TestCard("2202474301322987", "Mir", false, null, false),
            new TestCard("2200000000000004", "Mir", true, null, false),
            new TestCard("5555555555554642", "MasterCard", false, "insufficient_funds", true),
            new TestCard("2200000000000079", "Mir", false, "insufficient_funds", true),
            new TestCard("5555555555554592", "MasterCard", false, "3d_secure_failed", false),
            new TestCard("5555555555554535", "MasterCard", false, "call_issuer", false),
            new TestCard("5555555555554543", "MasterCard", false, "card_expired", false),
            new TestCard("5555555555554568", "MasterCard", false, "fraud_suspected", false),
            new TestCard("5555555555554527", "MasterCard", false, "general_decline", false),
            new TestCard("5555555555554600", "MasterCard", false, "insufficient_funds", false),
            new TestCard("5555555555554626", "MasterCard", false, "invalid_csc", false),
            new TestCard("5555555555554501", "MasterCard", false, "issuer_unavailable", false),
            new TestCard("5555555555554576", "MasterCard", false, "payment_method_limit_exceeded", false),
            new TestCard("5555555555554550", "MasterCard", false, "payment_method_restricted", false));

    private Cards() {}

    /** What an invoice keeps of the card; null when the number is not in the table. */
    static @Nullable Method find(CardEntry entry) {
        return TABLE.stream().filter(card -> card.number().equals(entry.number())).findFirst().map(Cards::method).orElse(null);
    }

    private static Method method(TestCard card) {
        var number = card.number();
        var masked = number.substring(0, 6) + "*".repeat(number.length() - 10) + number.substring(number.length() - 4);
        return new Method(Method.CARD, masked, Ids.rrn(), card.threeDs(), card.declinesLaterOnly() ? null : card.declineReason(),
                card.declinesLaterOnly() ? card.declineReason() : null);
    }
}
