package io.kopeck.sandbox.cloudpayments;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.sandbox.Sandbox;
import io.kopeck.sandbox.SandboxOptions;
import io.kopeck.sandbox.engine.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What survives a kill, a restart and a compaction. */
class JournalTest {

    @TempDir
    private Path directory;

    private SandboxOptions options(Path data) {
        return SandboxOptions.defaults().withSmtpPort(-1).withDataDir(data);
    }

    /** Everything a merchant can see, in one list. */
    private static List<String> seen(Shop shop, List<String> transactions) {
        var seen = new ArrayList<String>();
        transactions.forEach(id -> seen.add(withoutAddress(shop.get(id).text())));
        seen.add(shop.book().text());
        seen.add(shop.post("/payments/tokens/list", "{\"PageNumber\":1}").text());
        seen.add(withoutAddress(shop.post("/chargebacks/list", "{}").text()));
        seen.add(withoutAddress(shop.post("/payments/tokens/charge", "renewal", "{}").text()));
        seen.add(withoutAddress(shop.post("/payments/refund", "refund", "{}").text()));
        return seen;
    }

    /** The sandbox of every start listens on a port of its own. */
    private static String withoutAddress(String answer) {
        return answer.replaceAll("127\\.0\\.0\\.1:\\d+", "here");
    }

    @Test
    void remembersWhatItAnsweredAfterAKillAndACompaction() throws IOException {
        var data = directory.resolve("data");
        List<String> before;
        var transactions = new ArrayList<String>();
        String order;
        String held;
        String waiting;
        try (var first = Sandbox.start(options(data))) {
            var shop = new Shop(first);
            shop.advance("P3D");
            var paid = shop.post("/payments/cards/charge", Shop.charge(Shop.GOOD, "{}"));
            transactions.add(paid.at("/Model/TransactionId"));
            transactions.add(shop.post("/payments/tokens/charge", "renewal", Shop.renewal(paid.at("/Model/Token"), "{}")).at("/Model/TransactionId"));
            transactions.add(shop.post("/payments/refund", "refund", "{\"TransactionId\":%s,\"Amount\":30}".formatted(transactions.getFirst())).at("/Model/TransactionId"));
            shop.control("/chargeback/cloudpayments/" + transactions.get(1), "{\"amount\":\"10.00\"}");
            held = shop.post("/payments/cards/auth", Shop.charge(Shop.GOOD, "{}")).at("/Model/TransactionId");
            waiting = shop.post("/payments/cards/charge", Shop.charge(Shop.GOOD_3DS, "{}")).at("/Model/TransactionId");
            transactions.addAll(List.of(held, waiting));
            shop.post("/payments/cards/charge", Shop.charge(Shop.POOR_LATER, "{\"InvoiceId\":\"poor\"}"));
            var poor = shop.post("/payments/find", "{\"InvoiceId\":\"poor\"}").at("/Model/Token");
            shop.post("/payments/tokens/charge", Shop.renewal(poor, "{}"));
            shop.post("/payments/tokens/charge", Shop.renewal(poor, "{}"));
            order = shop.ordered("{}");
            shop.pay(order, "4000056655665556");
            before = seen(shop, transactions);
            Files.createDirectories(directory.resolve("killed"));
            Files.copy(data.resolve("journal.jsonl"), directory.resolve("killed/journal.jsonl"));
        }
        var killed = directory.resolve("killed");
        try (var second = Sandbox.start(options(killed))) {
            assertThat(seen(new Shop(second), transactions)).isEqualTo(before);
        }
        var file = killed.resolve("journal.jsonl");
        var line = Files.readAllLines(file).getFirst();
        // The same old fact many times over makes the file large without changing what it says.
        Files.writeString(file, (line + "\n").repeat((int) (Journal.COMPACT_ABOVE_BYTES / line.length()) + 1) + Files.readString(file));
        try (var third = Sandbox.start(options(killed))) {
            assertThat(Files.size(file)).isLessThan(100_000);
            assertThat(seen(new Shop(third), transactions)).isEqualTo(before);
        }
        try (var fourth = Sandbox.start(options(killed))) {
            var shop = new Shop(fourth);
            assertThat(seen(shop, transactions)).isEqualTo(before);
            assertThat(shop.post("/payments/cards/charge", Shop.charge(Shop.POOR_LATER, "{}")).json().at("/Model/ReasonCode").intValue()).as("still blocked").isEqualTo(5051);
            assertThat(shop.pay(order, "4000000000003055").at("/status")).isEqualTo("Completed");
            shop.advance("P7D");
            assertThat(shop.get(held).at("/Model/Status")).isEqualTo("Cancelled");
            assertThat(shop.get(waiting).at("/Model/Status")).isEqualTo("Declined");
        }
    }

    @Test
    void tellsAfterARestartWhatWasNotToldBefore() {
        try (var listener = new Listener()) {
            var options = options(directory.resolve("data")).withCloudPayments(CloudPaymentsOptions.defaults().withWebhookUrl(listener.url()));
            String id;
            try (var first = Sandbox.start(options)) {
                var shop = new Shop(first);
                shop.control("/webhooks/pause", "{}");
                id = shop.charged(Shop.GOOD);
                shop.post("/payments/refund", "{\"TransactionId\":%s,\"Amount\":30}".formatted(id));
            }
            try (var second = Sandbox.start(options)) {
                new Shop(second).flush();
            }
            assertThat(listener.only("pay").at("TransactionId")).isEqualTo(id);
            assertThat(listener.only("refund").at("PaymentTransactionId")).isEqualTo(id);
        }
    }

    @Test
    void forgetsForGoodAfterAReset() {
        String id;
        try (var first = Sandbox.start(options(directory.resolve("data")))) {
            var shop = new Shop(first);
            id = shop.charged(Shop.GOOD);
            shop.control("/reset", "{}");
            shop.charged(Shop.GOOD);
        }
        try (var second = Sandbox.start(options(directory.resolve("data")))) {
            var shop = new Shop(second);
            assertThat(shop.get(id).at("/Message")).isEqualTo("Not found");
            assertThat(shop.book().json().path("entries")).hasSize(1);
        }
    }
}
