package io.kopeck.catalog;

import static io.kopeck.catalog.CatalogTexts.MONTH;
import static io.kopeck.catalog.CatalogTexts.demo;
import static io.kopeck.catalog.internal.db.Tables.APPLIED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kopeck.kernel.ProductCode;
import io.kopeck.platform.config.BadConfiguration;
import io.kopeck.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StartCatalogStoreTest {

    private final TestPostgres.Database database = TestPostgres.fresh();

    @Test
    void anEmptyCatalogGetsTheDemo() {
        try (var node = CatalogNode.start(database, Map.of())) {
            assertThat(node.catalog().defaultProduct().code()).isEqualTo(new ProductCode("cinema"));
            assertThat(node.catalog().tariff(MONTH).orElseThrow().price().decimal()).isEqualTo("249.99");
            assertThat(node.apply(demo()).isEmpty()).isTrue();
        }
    }

    @Test
    void anEmptyCatalogGetsTheConfiguredFile(@TempDir Path directory) throws IOException {
        var file = Files.writeString(directory.resolve("mine.yaml"), demo("249.99", "333.00"));

        try (var node = CatalogNode.start(database, Map.of("CATALOG_FILE", file.toString()))) {
            assertThat(node.catalog().tariff(MONTH).orElseThrow().price().decimal()).isEqualTo("333.00");
        }
    }

    @Test
    void aFilledCatalogStaysAsItIs(@TempDir Path directory) throws IOException {
        var file = Files.writeString(directory.resolve("mine.yaml"), demo("249.99", "333.00"));
        CatalogNode.start(database, Map.of()).close();

        try (var node = CatalogNode.start(database, Map.of("CATALOG_FILE", file.toString()))) {
            assertThat(node.catalog().tariff(MONTH).orElseThrow().price().decimal()).isEqualTo("249.99");
            assertThat(node.db().fetchCount(APPLIED)).isEqualTo(1);
        }
    }

    @Test
    void aWrongFileStopsTheStartWithAllItsProblems(@TempDir Path directory) throws IOException {
        var file = Files.writeString(directory.resolve("mine.yaml"), demo("249.99", "much"));

        assertThatThrownBy(() -> CatalogNode.start(database, Map.of("CATALOG_FILE", file.toString())))
                .hasRootCauseInstanceOf(BadCatalog.class)
                .hasStackTraceContaining("products.cinema.tariffs[1].price: an amount is a decimal such as 99.99");
        assertThatThrownBy(() -> CatalogNode.start(database, Map.of("CATALOG_FILE", directory.resolve("none").toString())))
                .hasStackTraceContaining("none cannot be read");
    }

    @Test
    void aSettingThatMakesNoSenseStopsTheStart() {
        assertThatThrownBy(() -> CatalogNode.start(database, Map.of("PRICE_PER_OPERATION", "ten")))
                .hasRootCauseInstanceOf(BadConfiguration.class)
                .hasStackTraceContaining("PRICE_PER_OPERATION has to be an amount of more than nothing such as 10 or 12.50");
    }

    @Test
    void nodesStartingTogetherFillItOnce() throws Exception {
        int nodes = 4;
        var barrier = new CyclicBarrier(nodes);
        Callable<CatalogNode> start = () -> {
            barrier.await();
            return CatalogNode.start(database, Map.of());
        };
        var started = new ArrayList<CatalogNode>();
        try (var threads = Executors.newFixedThreadPool(nodes)) {
            for (var future : threads.invokeAll(Collections.nCopies(nodes, start))) {
                started.add(future.get());
            }
        }

        assertThat(started.getFirst().db().fetchCount(APPLIED)).isEqualTo(1);
        assertThat(started).allSatisfy(node ->
                assertThat(node.catalog().tariffs(new ProductCode("cinema"))).hasSize(2));
        started.forEach(CatalogNode::close);
    }
}
