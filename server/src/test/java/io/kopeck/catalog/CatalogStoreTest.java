package io.kopeck.catalog;

import static io.kopeck.catalog.CatalogTexts.MONTH;
import static io.kopeck.catalog.CatalogTexts.WEEK;
import static io.kopeck.catalog.CatalogTexts.demo;
import static io.kopeck.catalog.CatalogTexts.demoWithoutWeek;
import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.catalog.internal.CatalogStore;
import io.kopeck.kernel.ProductCode;
import io.kopeck.testing.TestPostgres;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class CatalogStoreTest {

    private static final ProductCode CINEMA = new ProductCode("cinema");

    private final TestPostgres.Database database = TestPostgres.fresh();
    private final CatalogNode node = CatalogNode.start(database, Map.of());
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);

    /** Another node that has read the catalog once, whose seconds pass by hand. */
    private final Catalog elsewhere = new Catalog(node.bean(CatalogStore.class), nanos::get);

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void answersAboutTheDemo() {
        var catalog = node.catalog();

        assertThat(catalog.defaultProduct().code()).isEqualTo(CINEMA);
        assertThat(catalog.products()).containsExactly(catalog.defaultProduct());
        assertThat(catalog.product(CINEMA)).contains(catalog.defaultProduct());
        assertThat(catalog.product(new ProductCode("nothing"))).isEmpty();
        assertThat(catalog.tariffs(CINEMA)).extracting(Tariff::id).containsExactly(WEEK, MONTH);
        assertThat(catalog.tariffs(new ProductCode("nothing"))).isEmpty();
        assertThat(catalog.account("yookassa").orElseThrow().settings()).containsEntry("shop_id", "YOOKASSA_SHOP_ID");
        assertThat(catalog.account("nothing")).isEmpty();
        assertThat(catalog.accounts()).hasSize(1);
        assertThat(catalog.tariff(new TariffId(new UUID(0, 0)))).isEmpty();
        assertThat(catalog.tariff(new TariffId(new UUID(0, 0)), 1)).isEmpty();
        assertThat(catalog.tariff(WEEK, 0)).isEmpty();
        assertThat(catalog.tariff(WEEK, 1)).isEqualTo(catalog.tariff(WEEK));
    }

    @Test
    void seesWhatAnotherNodeAppliedAfterASecond() {
        assertThat(elsewhere.tariff(MONTH).orElseThrow().version()).isEqualTo(1);
        node.apply(demo("249.99", "299.99"));

        nanos.addAndGet(Duration.ofSeconds(1).toNanos() - 1);
        assertThat(elsewhere.tariff(MONTH).orElseThrow().version()).isEqualTo(1);

        nanos.addAndGet(1);
        assertThat(elsewhere.tariff(MONTH).orElseThrow().version()).isEqualTo(2);
    }

    @Test
    void findsAVersionThatAnotherNodeSoldAMomentAgo() {
        assertThat(elsewhere.tariff(MONTH).orElseThrow().version()).isEqualTo(1);
        node.apply(demo("249.99", "299.99"));

        assertThat(elsewhere.tariff(MONTH, 2)).isEqualTo(node.catalog().tariff(MONTH));
    }

    @Test
    void tellsOfOldVersionsWhetherTheTariffIsActiveNow() {
        node.apply(demo("99.99", "89.99"));
        assertThat(node.catalog().tariff(WEEK, 1).orElseThrow().active()).isTrue();

        node.apply(demoWithoutWeek());

        assertThat(node.catalog().tariff(WEEK, 1).orElseThrow().active()).isFalse();
        assertThat(node.catalog().tariff(WEEK, 1).orElseThrow().price().decimal()).isEqualTo("99.99");
    }

    @Test
    void seesAtOnceWhatThisNodeApplied() {
        node.apply(demo("249.99", "299.99"));

        assertThat(node.catalog().tariff(MONTH).orElseThrow().price().decimal()).isEqualTo("299.99");
    }
}
