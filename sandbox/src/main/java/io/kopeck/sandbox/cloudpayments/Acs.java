package io.kopeck.sandbox.cloudpayments;

import io.kopeck.sandbox.engine.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** What the bank's page says about the customer, for the merchant to hand on (reference, 2, 3-D Secure). */
final class Acs {

    private Acs() {}

    /** The fields the browser posts to the merchant's TermUrl. */
    static Map<String, String> handover(Transaction transaction, boolean passed) {
        return Map.of("MD", transaction.id(), "PaRes", paRes(transaction, passed));
    }

    /** Only the bank's own word about this very transaction counts: anything else is a failed authentication. */
    static boolean isPassed(String paRes, Transaction transaction) {
        return paRes.equals(paRes(transaction, true));
    }

    private static String paRes(Transaction transaction, boolean passed) {
        var word = Json.object().put("TransactionId", transaction.number()).put("CreatedAt", transaction.createdAt().toEpochMilli())
                .put("Status", passed ? "Y" : "N");
        return Base64.getEncoder().encodeToString(word.toString().getBytes(StandardCharsets.UTF_8));
    }
}
