package io.kopeck.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kopeck.sandbox.engine.Journal;
import io.kopeck.sandbox.engine.JournalEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What survives a restart, a kill and a torn line. */
class JournalTest {

    @TempDir
    private Path directory;

    private Sandbox open(Path dataDir) {
        return Sandbox.start(SandboxOptions.defaults().withSmtpPort(-1).withDataDir(dataDir));
    }

    /** Copies the files of a running sandbox: what a kill would leave behind. */
    private Path asAfterAKill(String tail) throws IOException {
        var copy = Files.createDirectory(directory.resolve("copy" + tail.length()));
        var file = copy.resolve("journal.jsonl");
        Files.copy(directory.resolve("data/journal.jsonl"), file, StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(file, tail, StandardOpenOption.APPEND);
        return copy;
    }

    @Test
    void remembersWhatItAnsweredAfterAKill() throws IOException {
        try (var first = open(directory.resolve("data"))) {
            var shop = new Merchant(first);
            shop.advance("P3D");
            var method = shop.paid("5555555555554477");
            var charge = shop.post("/payments", "renewal", Merchant.renewal(method, "{\"metadata\":{\"order_id\":\"1\",\"empty\":null}}"));
            shop.post("/refunds", "{\"payment_id\":\"" + method + "\",\"amount\":{\"value\":\"30.00\",\"currency\":\"RUB\"}}");
            var pending = shop.created("{}");
            var held = shop.created("{\"capture\":false}");
            shop.pay(held, "5555555555554444");
            var binding = shop.post("/payment_methods", "{\"type\":\"bank_card\",\"confirmation\":{\"type\":\"redirect\",\"return_url\":\"https://shop.example/r\"}}").at("/id");
            shop.pay(binding, "2200000000000004");
            var bad = shop.post("/payments", "burned", "{}");
            var book = shop.look("/book?provider=yookassa").text();
            var paid = shop.get("/payments/" + method).text();

            for (var tail : List.of("", "[[\"yookassa.payment\",{\"id\":\"torn", "\n[[\"yooka")) {
                var copy = asAfterAKill(tail.startsWith("\n") ? tail.substring(1) : tail);
                try (var second = open(copy)) {
                    var again = new Merchant(second);
                    assertThat(again.look("/book?provider=yookassa").text()).isEqualTo(book);
                    assertThat(again.get("/payments/" + method).text()).isEqualTo(paid);
                    assertThat(again.post("/payments", "renewal", Merchant.renewal(method, "{\"metadata\":{\"order_id\":\"1\",\"empty\":null}}")).text()).isEqualTo(charge.text());
                    assertThat(again.post("/payments", "burned", "{}").text()).isEqualTo(bad.text());
                    assertThat(again.look("/clock").json().path("offset_ms").longValue()).isEqualTo(3 * 86_400_000L);
                    assertThat(again.post("/payments", Merchant.renewal(binding, "{}")).at("/status")).isEqualTo("succeeded");
                    assertThat(again.pay(pending, "5555555555554444").at("/status")).isEqualTo("succeeded");
                    again.advance("P7D");
                    assertThat(again.get("/payments/" + held).at("/cancellation_details/reason")).isEqualTo("expired_on_capture");
                }
            }
        }
    }

    @Test
    void sendsWhatWasNotDeliveredBeforeTheRestart() {
        try (var receiver = new Receiver()) {
            var options = SandboxOptions.defaults().withSmtpPort(-1).withDataDir(directory.resolve("data")).withWebhookUrl(receiver.url());
            String id;
            try (var first = Sandbox.start(options)) {
                var shop = new Merchant(first);
                shop.paid("5555555555554444");
                shop.flush();
                shop.control("/webhooks/pause", "{}");
                id = shop.paid("5555555555554444");
            }
            try (var second = Sandbox.start(options)) {
                new Merchant(second).flush();
            }
            assertThat(receiver.received()).hasSize(2);
            assertThat(receiver.received().getLast().at("/object/id").asString()).isEqualTo(id);
        }
    }

    @Test
    void forgetsForGoodAfterAReset() {
        var data = directory.resolve("data");
        String id;
        try (var first = open(data)) {
            var shop = new Merchant(first);
            id = shop.paid("5555555555554444");
            shop.control("/reset", "{}");
            shop.paid("5555555555554444");
        }
        try (var second = open(data)) {
            var shop = new Merchant(second);
            assertThat(shop.get("/payments/" + id).status()).isEqualTo(400);
            assertThat(shop.look("/book?provider=yookassa").json().path("entries")).hasSize(1);
        }
    }

    @Test
    void refusesADirectoryInUseAndADamagedJournal() throws IOException {
        var data = directory.resolve("data");
        try (var _ = open(data)) {
            assertThatThrownBy(() -> open(data)).isInstanceOf(IllegalStateException.class).hasMessageContaining("in use");
        }
        Files.writeString(data.resolve("journal.jsonl"), "not json\n[]\n");
        assertThatThrownBy(() -> open(data)).isInstanceOf(IllegalStateException.class).hasMessageContaining("line 1");
    }

    @Test
    void compactsToTheCurrentState() throws IOException {
        record Fact(int n) {}
        var read = new ArrayList<Integer>();
        try (var journal = Journal.open(directory.resolve("j"))) {
            journal.start();
            for (int i = 0; i < 100; i++) {
                journal.append(List.of(new JournalEntry("fact", new Fact(i)))).join();
            }
        }
        try (var journal = Journal.open(directory.resolve("j"))) {
            journal.compact(facts -> facts.accept(new JournalEntry("fact", new Fact(99))));
            journal.start();
            journal.append(List.of(new JournalEntry("fact", new Fact(100)))).join();
        }
        try (var journal = Journal.open(directory.resolve("j"))) {
            journal.replay((_, value) -> read.add(value.path("n").intValue()));
        }
        assertThat(read).containsExactly(99, 100);
    }

    @Test
    void snapshotBringsEverythingBack() throws IOException {
        var data = directory.resolve("data");
        String book;
        String id;
        try (var first = open(data)) {
            var shop = new Merchant(first);
            id = shop.paid("5555555555554444");
            shop.post("/payments", "k", Merchant.renewal(id, "{\"description\":\"" + "x".repeat(100) + "\"}"));
            book = shop.look("/book?provider=yookassa").text();
        }
        var file = data.resolve("journal.jsonl");
        var line = Files.readAllLines(file).getFirst();
        // The same old fact many times over makes the file large without changing what it says.
        var padding = (line + "\n").repeat((int) (Journal.COMPACT_ABOVE_BYTES / line.length()) + 1);
        var current = Files.readString(file);
        Files.writeString(file, padding + current);
        try (var second = open(data)) {
            assertThat(Files.size(file)).isLessThan(100_000);
            assertThat(new Merchant(second).look("/book?provider=yookassa").text()).isEqualTo(book);
        }
        try (var third = open(data)) {
            var shop = new Merchant(third);
            assertThat(shop.look("/book?provider=yookassa").text()).isEqualTo(book);
            assertThat(shop.get("/payments/" + id).at("/status")).isEqualTo("succeeded");
            assertThat(shop.post("/payments", "k", Merchant.renewal(id, "{}")).at("/description")).isEqualTo("Idempotence key duplicated");
        }
    }
}
