package io.kopeck.payments.providers;

import io.kopeck.kernel.Currency;
import io.kopeck.kernel.Money;
import io.kopeck.payments.providers.ContractStage.Booked;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The sandbox's control calls for one provider, over HTTP like everybody else's. */
public final class SandboxControl {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int TIMEOUT_SECONDS = 30;

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI sandbox;
    private final String provider;

    public SandboxControl(URI sandbox, String provider) {
        this.sandbox = sandbox;
        this.provider = provider;
    }

    /** Enters a card; {@code confirm} also goes through the bank's page. */
    public void pay(String paymentId, String card, boolean confirm) {
        call("POST", "pay/" + provider + "/" + paymentId, Map.of("card", card, "confirm", confirm));
    }

    /** Chooses a way to pay without a card, by the provider's word for it. */
    public void payBy(String paymentId, String method) {
        call("POST", "pay/" + provider + "/" + paymentId, Map.of("method", method));
    }

    public void leaveBank(String paymentId, boolean confirmed) {
        call("POST", "pay/" + provider + "/" + paymentId, Map.of("confirm", confirmed));
    }

    /** What the bank's page sends to the merchant with the browser, where the merchant concludes the payment itself. */
    public Map<String, String> handover(String paymentId, boolean confirmed) {
        var fields = new HashMap<String, String>();
        call("POST", "pay/" + provider + "/" + paymentId, Map.of("confirm", confirmed)).path("handover").properties()
                .forEach(field -> fields.put(field.getKey(), field.getValue().stringValue()));
        return fields;
    }

    /** Strikes once; {@code more} are further fields of the rule. */
    public void fault(String operation, String kind, Map<String, Object> more) {
        var rule = new HashMap<String, Object>(more);
        rule.putAll(Map.of("provider", provider, "operation", operation, "kind", kind, "times", 1));
        call("POST", "faults", rule);
    }

    public void clearFaults() {
        call("DELETE", "faults", Map.of());
    }

    public void configure(Map<String, Object> settings) {
        var all = new HashMap<String, Object>(settings);
        all.put("provider", provider);
        call("POST", "config", all);
    }

    /** Returns money in the provider's own cabinet, where nobody knows our references. */
    public void refundInCabinet(String paymentId, Money amount) {
        call("POST", "refund/" + provider + "/" + paymentId, Map.of("amount", amount.decimal()));
    }

    /** Lets the payer's bank take money back. */
    public void chargeBack(String paymentId, Money amount) {
        call("POST", "chargeback/" + provider + "/" + paymentId, Map.of("amount", amount.decimal()));
    }

    public Instant now() {
        return Instant.parse(call("GET", "clock", Map.of()).path("now").stringValue());
    }

    public void advance(Duration time) {
        call("POST", "clock", Map.of("advance", time.toString()));
    }

    /** Waits until every notification raised so far was delivered. */
    public void flushWebhooks() {
        call("POST", "webhooks/flush", Map.of());
    }

    /** The lines of the book that are wanted. */
    public List<Booked> book(Predicate<JsonNode> wanted) {
        var lines = new ArrayList<Booked>();
        for (var line : call("GET", "book?provider=" + provider, Map.of()).path("entries")) {
            if (wanted.test(line)) {
                var currency = Currency.of(line.path("currency").stringValue()).orElseThrow();
                lines.add(new Booked(
                        line.path("kind").stringValue().equals("refund"),
                        line.path("payment_id").stringValue(),
                        Money.parse(line.path("amount").stringValue(), currency)));
            }
        }
        return lines;
    }

    private JsonNode call(String method, String path, Map<String, Object> body) {
        var request = HttpRequest.newBuilder(sandbox.resolve("/control/" + path))
                .timeout(Duration.ofSeconds(TIMEOUT_SECONDS))
                .header("Content-Type", "application/json")
                .method(method, method.equals("POST")
                        ? BodyPublishers.ofString(JSON.writeValueAsString(body))
                        : BodyPublishers.noBody())
                .build();
        try {
            var answer = client.send(request, BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new AssertionError(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
            }
            return answer.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
