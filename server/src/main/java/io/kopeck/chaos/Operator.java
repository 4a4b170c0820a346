package io.kopeck.chaos;

import io.kopeck.chaos.Theirs.Entry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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

    /** Whether the customer may use the product now; a server that cannot say so lets nobody in. */
    boolean hasAccess(UUID customer, String product) {
        var answer = login.call("GET", "/api/v1/access/" + customer + "?product=" + product, null);
        return answer.ok() && !answer.text("level").equals("none");
    }

    /** Decides everything that is parked; returns how many. */
    int decide(List<Entry> book) {
        int decided = 0;
        for (JsonNode payment : login.call("GET", "/api/v1/payments?parked=true&page_size=100", null).json().path("results")) {
            var id = payment.path("id").asString();
            decided += resolve("payments/" + id, charge(book, id), "not_charged");
        }
        for (JsonNode refund : login.call("GET", "/api/v1/refunds?parked=true&page_size=100", null).json().path("results")) {
            var id = refund.path("id").asString();
            decided += resolve("refunds/" + id, refund(book, refund), "not_returned");
        }
        return decided;
    }

    private int resolve(String path, @Nullable Entry found, String otherwise) {
        var body = new HashMap<String, Object>(Map.of("outcome", found == null ? otherwise : "succeeded", "reason", REASON));
        if (found != null) {
            body.put(found.refund() ? "provider_refund_id" : "provider_payment_id", found.id());
        }
        var answer = login.call("POST", "/api/v1/" + path + "/resolve", body);
        deeds.add("decided " + path.replaceAll("/.*", "") + ": " + body.get("outcome") + (answer.ok() ? "" : ", refused"));
        return answer.ok() ? 1 : 0;
    }

    private static @Nullable Entry charge(List<Entry> book, String payment) {
        return book.stream()
                .filter(entry -> !entry.refund() && entry.payment() != null && entry.payment().toString().equals(payment))
                .reduce((_, last) -> last)
                .orElse(null);
    }

    private static @Nullable Entry refund(List<Entry> book, JsonNode refund) {
        var id = refund.path("id").asString();
        return book.stream()
                .filter(entry -> entry.refund() && entry.refundId() != null && entry.refundId().toString().equals(id))
                .findFirst()
                .orElse(null);
    }
}
