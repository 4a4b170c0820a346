package io.kopeck.chaos;

import io.kopeck.chaos.Theirs.Entry;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * A person with staff rights: looks at who has access, and decides parked payments and refunds as a person would, by
 * looking into the acquirer's cabinet, which here is its book.
 */
final class Operator {

    private static final String REASON = "Looked it up in the acquirer's book";

    private final Tally deeds;
    private final Login login;

    Operator(World world, Tally deeds, long seed) {
        this.deeds = deeds;
        this.login = new Login(world, new SplittableRandom(seed), Fleet.SUPERUSER, Fleet.SUPERUSER_PASSWORD);
    }

    /** Whether the customer may use the product now. */
    boolean hasAccess(UUID customer, String product) {
        return World.insist("no server says whether customer " + customer + " may use " + product, _ -> {
            var answer = login.call("GET", "/api/v1/access/" + customer + "?product=" + product, null);
            return answer.ok() ? !answer.text("level").equals("none") : null;
        });
    }

    /** Decides everything that is parked. */
    void decide(List<Entry> book) {
        for (JsonNode payment : login.call("GET", "/api/v1/payments?parked=true&page_size=100", null).json().path("results")) {
            var id = payment.path("id").asString();
            resolve("payments/" + id, "provider_payment_id", charges(book, id), "not_charged");
        }
        for (JsonNode refund : login.call("GET", "/api/v1/refunds?parked=true&page_size=100", null).json().path("results")) {
            resolve("refunds/" + refund.path("id").asString(), "provider_refund_id", refunds(book, refund), "not_returned");
        }
    }

    /** What the book has may belong to another payment or refund of ours: then the server refuses it. */
    private void resolve(String path, String idField, List<Entry> candidates, String otherwise) {
        for (var found : candidates) {
            if (resolve(path, Map.of("outcome", "succeeded", idField, found.id(), "reason", REASON))) {
                return;
            }
        }
        resolve(path, Map.of("outcome", otherwise, "reason", REASON));
    }

    private boolean resolve(String path, Map<String, Object> body) {
        var answer = login.call("POST", "/api/v1/" + path + "/resolve", body);
        deeds.add("decided " + path.replaceAll("/.*", "") + ": " + body.get("outcome") + (answer.ok() ? "" : ", refused"));
        return answer.ok();
    }

    private static List<Entry> charges(List<Entry> book, String payment) {
        return book.stream()
                .filter(entry -> !entry.refund() && entry.payment() != null && entry.payment().toString().equals(payment))
                .toList()
                .reversed();
    }

    /** By our own reference; where the acquirer has none, by what was returned of the payment. */
    private static List<Entry> refunds(List<Entry> book, JsonNode refund) {
        var id = refund.path("id").asString();
        var payment = refund.at("/extra/payment_id").asString();
        var sum = new BigDecimal(refund.path("sum").asString());
        return book.stream()
                .filter(entry -> entry.refund() && (entry.refundId() != null
                        ? entry.refundId().toString().equals(id)
                        : String.valueOf(entry.payment()).equals(payment) && BigDecimal.valueOf(entry.minor(), 2).compareTo(sum) == 0))
                .toList();
    }
}
