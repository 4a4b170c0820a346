package io.kopeck.catalog;

import static io.kopeck.catalog.CatalogTexts.MONTH;
import static io.kopeck.catalog.CatalogTexts.WEEK;
import static io.kopeck.catalog.CatalogTexts.demo;
import static io.kopeck.catalog.CatalogTexts.replaced;
import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.catalog.internal.CatalogStore;
import io.kopeck.kernel.ProductCode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Long series of applied files: what was sold stays, what is sold is what the newest file says. */
final class CatalogHistoryStoreTest {

    private static final ProductCode CINEMA = new ProductCode("cinema");
    private static final String[] PERIODS = {"day", "week", "month", "quarter", "half_year", "{unit: day, count: 14}"};

    private final CatalogNode node = CatalogNode.start();

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void anySeriesOfFilesKeepsEveryVersionAndSellsTheNewest() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        Map<String, Tariff> sold = new HashMap<>();
        for (int round = 0; round < 40; round++) {
            var lines = randomTariffs(random);
            var yaml = withTariffs(lines);

            node.apply(yaml);

            assertThat(node.catalogs().diff(CatalogTexts.file(yaml)).isEmpty()).as("seed %d", seed).isTrue();
            assertThat(node.catalog().tariffs(CINEMA)).as("seed %d", seed)
                    .extracting(tariff -> line(tariff.id(), tariff.price().decimal(), tariff.title()))
                    .containsExactlyElementsOf(lines.stream().map(TariffLine::summary).toList());
            node.catalog().tariffs(CINEMA).forEach(tariff -> {
                var before = sold.putIfAbsent(tariff.id() + "/" + tariff.version(), tariff);
                assertThat(before).as("seed %d", seed).isIn(null, tariff);
            });
        }
        sold.values().forEach(tariff -> assertThat(node.catalog().tariff(tariff.id(), tariff.version()).orElseThrow()
                        .withActive(true)).as("seed %d", seed).isEqualTo(tariff));
    }

    @Test
    void neverReadsHalfOfTwoCatalogs() throws Exception {
        var low = replaced(demo("\"99.99\"", "1"), "\"249.99\"", "1");
        var high = replaced(demo("\"99.99\"", "2"), "\"249.99\"", "2");
        node.apply(low);
        var store = node.bean(CatalogStore.class);
        try (var threads = Executors.newFixedThreadPool(1)) {
            var writer = threads.submit(() -> {
                for (int i = 0; i < 30; i++) {
                    node.apply(i % 2 == 0 ? high : low);
                }
            });
            int readings = 0;
            do {
                var snapshot = store.read();
                assertThat(snapshot.tariff(WEEK).orElseThrow().price())
                        .isEqualTo(snapshot.tariff(MONTH).orElseThrow().price());
                readings++;
            } while (!writer.isDone() && readings < 100_000);
            writer.get();
        }
    }

    private static List<TariffLine> randomTariffs(Random random) {
        var lines = new ArrayList<TariffLine>();
        for (int number = 0; number < 6; number++) {
            if (random.nextInt(3) > 0) {
                lines.add(new TariffLine(
                        new TariffId(new UUID(0x4000, 0x8000_0000_0000_0000L + number)),
                        (1 + random.nextInt(3)) + ".50",
                        "Тариф " + random.nextInt(2),
                        PERIODS[random.nextInt(PERIODS.length)]));
            }
        }
        if (random.nextBoolean()) {
            Collections.shuffle(lines, random);
        }
        return lines;
    }

    private static String withTariffs(List<TariffLine> lines) {
        var yaml = new StringBuilder(demo().substring(0, demo().indexOf("    tariffs:")));
        yaml.append("    tariffs:").append(lines.isEmpty() ? " []\n" : "\n");
        lines.forEach(line -> yaml.append("      - {id: %s, price: %s, title: %s, description: '', period: %s}\n"
                .formatted(line.id(), line.price(), line.title(), line.period())));
        return yaml.toString();
    }

    private static String line(TariffId id, String price, String title) {
        return id + " " + price + " " + title;
    }

    /** One tariff of a random file. */
    private record TariffLine(TariffId id, String price, String title, String period) {

        String summary() {
            return line(id, price, title);
        }
    }
}
