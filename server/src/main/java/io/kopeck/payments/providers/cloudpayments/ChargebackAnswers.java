package io.kopeck.payments.providers.cloudpayments;

import io.kopeck.payments.spi.Chargeback;
import io.kopeck.payments.spi.ChargebackListing;
import java.util.LinkedHashMap;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the listing of chargebacks page by page (After authorization, chargebacks/list). */
final class ChargebackAnswers {

    /** A full page; a shorter one is the last. */
    static final int PAGE_SIZE = 100;

    /** A listing longer than this is not read to its end, and then proves nothing: 10 000 entries. */
    static final int PAGES_MAX = 100;

    private ChargebackAnswers() {}

    /** Reads pages, counted from 1, until one is not full. What was taken back counts: no fees, nothing that came back. */
    static ChargebackListing readAll(IntFunction<Reply> page) {
        var listed = new LinkedHashMap<String, Chargeback>();
        for (int number = 1; number <= PAGES_MAX; number++) {
            var reply = page.apply(number);
            if (!(reply instanceof Reply.Body body)) {
                return new ChargebackListing.Unknown(cause(reply));
            }
            if (!body.success() || !body.model().isArray()) {
                return new ChargebackListing.Unknown("the answer is no list");
            }
            for (var entry : body.model()) {
                switch (Json.text(entry, "Type", "") + " " + Json.text(entry, "Operation", "")) {
                    case "Chargeback Presentment" -> {
                        var chargeback = fromWire(entry);
                        if (chargeback == null) {
                            return new ChargebackListing.Unknown("the list has an entry that cannot be read");
                        }
                        listed.putIfAbsent(chargeback.id(), chargeback);
                    }
                    case "Chargeback Representment", "Fee Presentment", "Fee Representment" -> { }
                    default -> {
                        return new ChargebackListing.Unknown("the list has an entry of a kind that is not known here");
                    }
                }
            }
            if (body.model().size() < PAGE_SIZE) {
                return new ChargebackListing.Listed(listed.sequencedValues().stream().toList());
            }
        }
        return new ChargebackListing.Unknown("the list is longer than " + PAGES_MAX + " pages");
    }

    private static @Nullable Chargeback fromWire(JsonNode entry) {
        var id = Json.text(entry, "ChargeBackId");
        var payment = Json.text(entry, "TransactionId");
        var amount = Json.money(entry, "Amount", "Currency");
        var at = Json.time(entry, "Date");
        return id == null || id.length() > 64 || !Words.isTransaction(payment) || amount == null || at == null
                ? null
                : new Chargeback(id, payment, amount, at);
    }

    private static String cause(Reply reply) {
        return switch (reply) {
            case Reply.Body _ -> "the answer is no list";
            case Reply.Refusal refusal -> refusal.detail();
            case Reply.Nothing(var cause) -> cause;
        };
    }
}
