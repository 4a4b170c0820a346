package io.kopeck.testing;

import io.kopeck.testing.Http.Reply;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The sandbox's control API, as a test uses it. */
public final class SandboxControl {

    private final Http http;

    public SandboxControl(URI base) {
        this.http = new Http(base);
    }

    /** Plays the customer on the checkout page; a 3-D Secure card is confirmed as well. */
    public Reply pay(String paymentId, String card) {
        return http.post("/control/pay/yookassa/" + paymentId, Map.of("card", card)).expect(200);
    }

    /** Chooses a way to pay without a card on the checkout page: {@code sbp} or {@code yoo_money}. */
    public Reply payBy(String paymentId, String method) {
        return http.post("/control/pay/yookassa/" + paymentId, Map.of("method", method)).expect(200);
    }

    /** Confirms or refuses a payment that waits on the 3-D Secure page. */
    public Reply confirm(String paymentId, boolean confirm) {
        return http.post("/control/pay/yookassa/" + paymentId, Map.of("confirm", confirm)).expect(200);
    }

    /** Injects a fault, given as names and values of the control API's fields. */
    public void fault(String operation, String kind, Object... more) {
        var body = new LinkedHashMap<String, Object>();
        body.put("provider", "yookassa");
        body.put("operation", operation);
        body.put("kind", kind);
        for (int i = 0; i < more.length; i += 2) {
            body.put((String) more[i], more[i + 1]);
        }
        http.post("/control/faults", body).expect(201);
    }

    public void clearFaults() {
        http.delete("/control/faults");
    }

    /** Every settled charge and refund whose merchant reference is one of these payments. */
    public List<Entry> book(String... references) {
        var wanted = List.of(references);
        var entries = new ArrayList<Entry>();
        for (JsonNode entry : http.get("/control/book?provider=yookassa").expect(200).json().path("entries")) {
            var reference = entry.path("reference").asString("");
            if (wanted.isEmpty() || wanted.contains(reference)) {
                entries.add(new Entry(entry.path("kind").asString(), entry.path("payment_id").asString(),
                        entry.path("amount").asString(), reference));
            }
        }
        return entries;
    }

    public Http http() {
        return http;
    }

    /** One line of the acquirer's book. */
    public record Entry(String kind, String providerPaymentId, String amount, String reference) {}
}
