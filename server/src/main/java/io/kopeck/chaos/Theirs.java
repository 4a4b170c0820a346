package io.kopeck.chaos;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** An acquirer's own book. */
final class Theirs {

    private static final int PAGE_MAX = 1_000;
    private static final List<String> PAYMENT_FIELDS = List.of("payment_id", "Shp_payment");
    private static final List<String> ATTEMPT_FIELDS = List.of("attempt", "Shp_attempt");
    private static final List<String> REFUND_FIELDS = List.of("refund_id", "Shp_refund");

    private Theirs() {}

    /** Every settled charge and refund at the provider. */
    static List<Entry> book(World world, String provider) {
        var entries = new ArrayList<Entry>();
        long after = 0;
        while (true) {
            var page = world.sandbox("GET", "/control/book?provider=" + provider + "&after=" + after + "&limit=" + PAGE_MAX, null);
            if (!page.ok()) {
                throw new IllegalStateException("the sandbox does not show its book: " + page.status());
            }
            var nodes = page.json().path("entries");
            for (JsonNode node : nodes) {
                entries.add(entry(provider, node));
                after = node.path("n").asLong();
            }
            if (nodes.size() < PAGE_MAX) {
                return entries;
            }
        }
    }

    private static Entry entry(String provider, JsonNode node) {
        var metadata = node.path("metadata");
        var kind = node.path("kind").asString();
        boolean refund = !kind.equals("charge"); // a chargeback is money that went back, too
        var returned = (kind.equals("chargeback") ? "chargeback:" : "") + node.path("refund_id").asString();
        var attempt = text(metadata, ATTEMPT_FIELDS);
        return new Entry(
                provider, refund, refund ? returned : node.path("payment_id").asString(), node.path("payment_id").asString(),
                uuid(text(metadata, PAYMENT_FIELDS)), attempt == null ? 0 : Integer.parseInt(attempt), uuid(text(metadata, REFUND_FIELDS)),
                new BigDecimal(node.path("amount").asString()).movePointRight(2).longValueExact());
    }

    private static @Nullable String text(JsonNode metadata, List<String> names) {
        return names.stream().map(name -> metadata.path(name).asString("")).filter(value -> !value.isEmpty()).findFirst().orElse(null);
    }

    private static @Nullable UUID uuid(@Nullable String text) {
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /**
     * One settlement.
     *
     * @param id the provider's id of it
     * @param charged the provider's id of the charge: the same, or what a refund returns
     * @param payment our payment, as the provider was told; null when it was told nothing
     * @param attempt our attempt, as the provider was told; 0 when it was told nothing
     */
    record Entry(
            String provider, boolean refund, String id, String charged, @Nullable UUID payment, int attempt,
            @Nullable UUID refundId, long minor) {

        @Override
        public String toString() {
            return (refund ? "refund " : "charge ") + id + " of " + BigDecimal.valueOf(minor, 2) + " at " + provider;
        }
    }

    /** The entries of all providers by our payment; those without one are left out. */
    static Map<UUID, List<Entry>> byPayment(List<Entry> entries) {
        return entries.stream().filter(entry -> entry.payment() != null)
                .collect(Collectors.groupingBy(entry -> Objects.requireNonNull(entry.payment())));
    }
}
