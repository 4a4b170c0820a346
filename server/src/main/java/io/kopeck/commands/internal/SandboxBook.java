package io.kopeck.commands.internal;

import io.kopeck.kernel.Currency;
import io.kopeck.kernel.Money;
import io.kopeck.platform.http.NoAnswer;
import io.kopeck.platform.http.OutboundHttp;
import io.kopeck.platform.verify.AcquirerBookCheck.BookEntry;
import io.kopeck.platform.verify.AcquirerBookCheck.Kind;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the book of a sandbox over HTTP, page by page. */
final class SandboxBook {

    private static final int PAGE_SIZE = 1_000;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final OutboundHttp http;
    private final JsonMapper json;
    private final String provider;
    private final URI address;

    /** The book of one provider in the sandbox that has the given API address. */
    SandboxBook(OutboundHttp http, JsonMapper json, URI apiUrl, String provider) {
        this.http = http;
        this.json = json;
        this.provider = provider;
        this.address = apiUrl.resolve("/control/book?provider=" + URLEncoder.encode(provider, StandardCharsets.UTF_8));
    }

    String provider() {
        return provider;
    }

    URI address() {
        return address;
    }

    /** The entries behind that number, oldest first; empty when the sandbox does not answer. */
    Optional<Page> after(long number) {
        var request = HttpRequest.newBuilder(URI.create(address + "&after=" + number + "&limit=" + PAGE_SIZE))
                .timeout(TIMEOUT)
                .GET()
                .build();
        try {
            var answer = http.send(request);
            return answer.status() == 200 ? Optional.of(page(number, json.readTree(answer.body()))) : Optional.empty();
        } catch (NoAnswer e) {
            return Optional.empty();
        }
    }

    private static Page page(long after, JsonNode body) {
        var nodes = body.get("entries");
        var entries = StreamSupport.stream(nodes.spliterator(), false).map(SandboxBook::entry).toList();
        return new Page(entries, entries.isEmpty() ? after : nodes.get(nodes.size() - 1).get("n").asLong());
    }

    private static BookEntry entry(JsonNode node) {
        var code = node.get("currency").asString();
        var currency = Currency.of(code).orElseThrow(() -> new Refused("the sandbox's book has an entry in " + code));
        return new BookEntry(
                kind(node.get("kind").asString()), node.get("payment_id").asString(),
                returned(node), Money.parse(node.get("amount").asString(), currency).minor(), code, reference(node));
    }

    /** The id of what went back; our books keep chargebacks apart, whose numbers are the acquirer's own series. */
    private static @Nullable String returned(JsonNode node) {
        var id = text(node, "refund_id");
        return id != null && node.get("kind").asString().equals("chargeback") ? "chargeback:" + id : id;
    }

    /** A chargeback is money that went back, like a refund. */
    private static Kind kind(String word) {
        return word.equals("charge") ? Kind.CHARGE : Kind.REFUND;
    }

    /** Our payment, in the field that the provider's protocol has for such things. */
    private static @Nullable String reference(JsonNode node) {
        return Stream.of("payment_id", "Shp_payment")
                .map(name -> text(node.path("metadata"), name))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String text(JsonNode node, String name) {
        var value = node.get(name);
        return value == null || value.isNull() ? null : value.asString();
    }

    /** Some entries, and the number of the last one. */
    record Page(List<BookEntry> entries, long last) {}
}
