package io.kopeck.catalog;

import static io.kopeck.audit.internal.db.Tables.ENTRY;
import static io.kopeck.catalog.CatalogTexts.MONTH;
import static io.kopeck.catalog.CatalogTexts.WEEK;
import static io.kopeck.catalog.CatalogTexts.demo;
import static io.kopeck.catalog.CatalogTexts.demoWithoutWeek;
import static io.kopeck.catalog.CatalogTexts.file;
import static io.kopeck.catalog.CatalogTexts.mediabot;
import static io.kopeck.catalog.CatalogTexts.movix;
import static io.kopeck.catalog.CatalogTexts.replaced;
import static io.kopeck.catalog.internal.db.Tables.APPLIED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kopeck.audit.AuditEntry;
import io.kopeck.audit.AuditLog;
import io.kopeck.catalog.internal.db.Catalog;
import io.kopeck.kernel.Currency;
import io.kopeck.kernel.Money;
import io.kopeck.kernel.ProductCode;
import io.kopeck.platform.tx.Transactions;
import io.kopeck.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CatalogsStoreTest {

    private static final ProductCode CINEMA = new ProductCode("cinema");
    private static final ProductCode MOVIX = new ProductCode("movix");

    private static final ProductCode MEDIABOT = new ProductCode("mediabot");

    private static final String WALLET = "operations: {generate: {}, upscale: {price: 25}, add_text: {billed: false}},"
            + " top_ups: {min: 10, whole: true, offers: [100, 300]}";

    private static final String MEDIABOT_TARIFF = """
                binding_amount: 1
                cancellation: {trial_ends_at_once: false, full_refund_within: P0D, later: no_auto_payment}
                dunning: {attempts: [P0D], window: P1D, keeps_access: false, expires_when_exhausted: true}
                grants: []
                tariffs:
                  - id: 00000000-0000-4000-8000-000000000001
                    title: A
                    description: ''
                    price: 5
                    period: day
                    free_operations: {count: 7, carry_over: false}
            """;

    private static final String TARIFF =
            "{id: 00000000-0000-4000-8000-000000000001, title: A, description: '', price: 5, period: day}";

    private final CatalogNode node = CatalogNode.start();

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void aPriceChangeIsANewVersionAndTheOldOneStays() {
        var before = node.catalog().tariff(MONTH).orElseThrow();

        var diff = node.apply(demo("249.99", "299.99"));

        assertThat(diff.changes()).containsExactly(
                "tariff " + MONTH + ": price 249.99 -> 299.99 RUB, new version 2; existing subscriptions keep 249.99");
        assertThat(node.catalog().tariff(MONTH, 1)).contains(before);
        var now = node.catalog().tariff(MONTH).orElseThrow();
        assertThat(now.version()).isEqualTo(2);
        assertThat(now.price()).isEqualTo(Money.parse("299.99", Currency.RUB));
        assertThat(node.catalog().tariff(MONTH, 2)).contains(now);
        assertThat(node.catalog().tariff(MONTH, 3)).isEmpty();
        assertThat(node.catalog().tariffs(CINEMA)).extracting(Tariff::version).containsExactly(1, 2);
    }

    @Test
    void everyTermIsPartOfTheVersion() {
        assertThat(node.apply(demo("period: month", "period: quarter")).changes()).containsExactly(
                "tariff " + MONTH + ": period month -> quarter, new version 2; existing subscriptions keep version 1");
        assertThat(node.apply(demo("trial: week", "trial: {unit: day, count: 3}")).changes()).containsExactly(
                "tariff " + MONTH + ": period quarter -> month, trial week -> 3 day, new version 3;"
                        + " existing subscriptions keep what they were sold");
        assertThat(node.apply(demo("        trial: week\n", "")).changes()).containsExactly(
                "tariff " + MONTH + ": trial 3 day -> none, new version 4; existing subscriptions keep what they were sold");
        assertThat(node.apply(demo("title: Еженедельная подписка", "title: Неделя")).changes()).containsExactly(
                "tariff " + WEEK + ": title \"Еженедельная подписка\" -> \"Неделя\", new version 2;"
                        + " existing subscriptions keep version 1",
                "tariff " + MONTH + ": trial none -> week, new version 5; existing subscriptions keep what they were sold");
    }

    @Test
    void tellsOfTextsThatDifferOnlyFarBehind() {
        var text = "x".repeat(100);
        node.apply(demo("description: Еженедельная подписка", "description: " + text + "1"));

        var diff = node.apply(demo("description: Еженедельная подписка", "description: " + text + "2"));

        assertThat(diff.changes()).containsExactly("tariff " + WEEK
                + ": description changed, new version 3; existing subscriptions keep what they were sold");
    }

    @Test
    void policiesChangeInPlaceAndAreReadBackAsWritten() {
        var yaml = demo("    cancellation:\n", """
                    subscribe_without_method: true
                    pause: {days_per_year: 30}
                    change: {upgrade: now_prorated, downgrade: at_period_end}
                    cancellation:
                """).replace("      window: P7D", "      messages: [{on: failure, number: 2, send: renewal_failed_second}]\n      window: P7D");

        assertThat(node.apply(yaml).changes()).containsExactly(
                "product cinema: subscribe_without_method false -> true",
                "product cinema: dunning.messages [] -> [failure 2: renewal_failed_second]",
                "product cinema: pause.days_per_year 0 -> 30",
                "product cinema: change.upgrade none -> now_prorated",
                "product cinema: change.downgrade none -> at_period_end");
        assertThat(node.apply(yaml).isEmpty()).isTrue();
        assertThat(node.apply(demo()).changes()).hasSize(5);
        assertThat(node.apply(demo()).isEmpty()).isTrue();
    }

    @Test
    void promoCodesComeFromTheFileAndFromStaff() {
        var yaml = demo() + """
                promo_codes:
                  - {code: SPRING, products: [cinema], percent: 20, limit: 10, until: 2027-01-01T00:00:00Z}
                """;
        var staffs = new PromoCode("STAFF", Set.of(CINEMA), new PromoCode.Benefit.TrialDays(3), null, 2, null, true);

        assertThat(node.apply(yaml).changes()).containsExactly(
                "promo code SPRING: new, 20 percent for [cinema], 10 times, 1 per customer, until 2027-01-01T00:00:00Z");
        assertThat(node.apply(yaml).isEmpty()).isTrue();
        assertThat(node.bean(PromoCodes.class).put(staffs, "anna")).isTrue();
        assertThat(node.bean(PromoCodes.class).put(staffs, "anna")).isFalse();
        assertThat(node.catalog().promoCode("staff")).contains(staffs);
        assertThat(node.catalog().promoCode("SPRING").orElseThrow().benefit()).isEqualTo(new PromoCode.Benefit.Percent(20));
        assertThat(node.apply(yaml).leftAlone()).contains("promo code STAFF: not in the file, left as it is");
        assertThat(node.apply(yaml.replace("percent: 20", "percent: 30")).changes()).containsExactly(
                "promo code SPRING: 20 percent for [cinema], 10 times, 1 per customer, until 2027-01-01T00:00:00Z"
                        + " -> 30 percent for [cinema], 10 times, 1 per customer, until 2027-01-01T00:00:00Z");
        assertThatThrownBy(() -> node.bean(PromoCodes.class).put(new PromoCode(
                "OTHER", Set.of(MOVIX), new PromoCode.Benefit.Percent(1), null, 1, null, true), "anna"))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("there is no product movix");
    }

    @Test
    void applyingTwiceChangesNothingTheSecondTime() {
        var yaml = demo("249.99", "299.99") + movix(TARIFF);
        assertThat(node.apply(yaml).isEmpty()).isFalse();
        var rows = rows();

        var diff = node.apply(yaml);

        assertThat(diff).isEqualTo(new CatalogDiff(List.of(), List.of()));
        assertThat(rows()).isEqualTo(rows);
        assertThat(node.apply(yaml + "# a remark\n").isEmpty()).isTrue();
        assertThat(rows()).isEqualTo(rows);
    }

    @Test
    void aDryRunTellsTheSameAndChangesNothing() throws IOException {
        var yaml = replaced(demo("249.99", "299.99"), "window: P7D", "window: P9D") + movix("");
        var rows = rows();

        var dry = node.catalogs().apply(file(yaml), "tester", true);

        assertThat(rows()).isEqualTo(rows);
        assertThat(node.catalog().products()).hasSize(1);
        assertThat(node.catalogs().diff(file(yaml))).isEqualTo(dry);
        assertThat(node.apply(yaml)).isEqualTo(dry);
        assertThat(rows()).isNotEqualTo(rows);
    }

    @Test
    void appliesAFileOfTheDisk(@TempDir Path directory) throws IOException {
        var path = Files.writeString(directory.resolve("catalog.yaml"), demo("249.99", "299.99"));

        assertThat(node.catalogs().apply(path, true).changes()).hasSize(1);
        assertThat(node.catalogs().apply(path, false).changes()).hasSize(1);
        assertThat(node.catalogs().apply(path, false).changes()).isEmpty();
        assertThat(node.db().select(APPLIED.ACTOR).from(APPLIED).orderBy(APPLIED.VERSION).fetch(APPLIED.ACTOR))
                .containsExactly("system", "system");
    }

    @Test
    void aTariffMissingFromTheFileIsArchivedAndSoldAgainWhenItReturns() {
        var week = node.catalog().tariff(WEEK).orElseThrow();

        assertThat(node.apply(demoWithoutWeek()).changes()).containsExactly("tariff " + WEEK
                + ": \"Еженедельная подписка\" archived; not sold any more, existing subscriptions go on");
        assertThat(node.catalog().tariffs(CINEMA)).extracting(Tariff::id).containsExactly(MONTH);
        assertThat(node.catalog().tariff(WEEK)).contains(week.withActive(false));
        assertThat(node.catalog().tariff(WEEK, 1)).contains(week.withActive(false));
        assertThat(node.apply(demoWithoutWeek()).isEmpty()).isTrue();

        assertThat(node.apply(demo("99.99", "89.99")).changes()).containsExactly(
                "tariff " + WEEK + ": \"Еженедельная подписка\" sold again",
                "tariff " + WEEK + ": price 99.99 -> 89.99 RUB, new version 2; existing subscriptions keep 99.99");
        assertThat(node.catalog().tariffs(CINEMA)).extracting(Tariff::id).containsExactly(WEEK, MONTH);
        assertThat(node.catalog().tariff(WEEK, 1)).contains(week);
    }

    @Test
    void aProductMissingFromTheFileIsReportedAndLeftAlone() {
        node.apply(demo() + movix(TARIFF));
        var rows = rows();

        var diff = node.apply(demo());

        assertThat(diff.changes()).isEmpty();
        assertThat(diff.leftAlone()).containsExactly("product movix: not in the file, left as it is with its tariffs");
        assertThat(rows()).isEqualTo(rows);
        assertThat(node.catalog().tariffs(MOVIX)).hasSize(1);
    }

    @Test
    void anAccountMissingFromTheFileIsReportedAndLeftAlone() {
        node.apply(demo("products:\n", "  other:\n    provider: yookassa\n    settings: {}\n\nproducts:\n"));

        var diff = node.apply(demo());

        assertThat(diff).isEqualTo(new CatalogDiff(List.of(), List.of("account other: not in the file, left as it is")));
        assertThat(node.catalog().account("other")).contains(new AcquirerAccount("other", "yookassa", Map.of()));
        assertThat(node.catalog().accounts()).extracting(AcquirerAccount::name).containsExactly("other", "yookassa");
    }

    @Test
    void policiesOfAProductChangeInPlaceInWords() {
        var yaml = demo("title: Онлайн-кинотеатр", "title: Кино");
        yaml = replaced(yaml, "zone: Europe/Moscow ", "zone: Asia/Omsk ");
        yaml = replaced(yaml, "\"1.00\"", "\"2.00\"");
        yaml = replaced(yaml, "trial_ends_at_once: true", "trial_ends_at_once: false");
        yaml = replaced(yaml, "full_refund_within: P2D", "full_refund_within: PT36H");
        yaml = replaced(yaml, "P3D, P4D, P5D, P6D]", "P3D]");
        yaml = replaced(yaml, "window: P7D", "window: P5D");
        yaml = replaced(yaml, "keeps_access: false", "keeps_access: true");
        yaml = replaced(yaml, "expires_when_exhausted: false", "expires_when_exhausted: true");
        yaml = replaced(yaml, "- role: subscriber", "- role: subscriber\n      - external_role: SUBSCRIBER_ROLE_ID");
        yaml = replaced(yaml, "enabled: false", "enabled: true\n      tax_system: 2");
        yaml = replaced(yaml, "api_url: YOOKASSA_API_URL", "timeout_seconds: YOOKASSA_TIMEOUT");

        var diff = node.apply(yaml);

        assertThat(diff.changes()).containsExactly(
                "account yookassa: settings.api_url YOOKASSA_API_URL -> none",
                "account yookassa: settings.timeout_seconds none -> YOOKASSA_TIMEOUT",
                "product cinema: title \"Онлайн-кинотеатр\" -> \"Кино\"",
                "product cinema: zone Europe/Moscow -> Asia/Omsk",
                "product cinema: binding_amount 1.00 RUB -> 2.00 RUB",
                "product cinema: cancellation.trial_ends_at_once true -> false",
                "product cinema: cancellation.full_refund_within P2D -> PT36H",
                "product cinema: dunning.attempts [P0D, P1D, P2D, P3D, P4D, P5D, P6D] -> [P0D, P1D, P2D, P3D]",
                "product cinema: dunning.window P7D -> P5D",
                "product cinema: dunning.keeps_access false -> true",
                "product cinema: dunning.expires_when_exhausted false -> true",
                "product cinema: grants [role: subscriber] -> [role: subscriber, external_role: SUBSCRIBER_ROLE_ID]",
                "product cinema: receipts.enabled false -> true",
                "product cinema: receipts.tax_system none -> 2");
        assertThat(node.apply(yaml).isEmpty()).isTrue();
        assertThat(node.catalog().product(CINEMA).orElseThrow().receipts())
                .isEqualTo(new ReceiptTerms(true, 2, 1, "service", "full_payment"));
        assertThat(node.apply(demo()).changes()).hasSize(14);
        assertThat(node.apply(demo()).isEmpty()).isTrue();
        assertThat(node.catalog().product(CINEMA).orElseThrow().receipts().taxSystem()).isNull();
    }

    @Test
    void sellsOperationsAlone() {
        var yaml = demo() + mediabot(WALLET);

        assertThat(node.apply(yaml).changes()).containsExactly(
                "product mediabot: new, in RUB, paid through account yookassa",
                "product mediabot: wallet.free_operations none -> FREE_OPERATIONS_COUNT",
                "product mediabot: wallet.price none -> PRICE_PER_OPERATION",
                "product mediabot: wallet.operations.generate none -> wallet.price",
                "product mediabot: wallet.operations.upscale none -> 25.00 RUB",
                "product mediabot: wallet.operations.add_text none -> not billed",
                "product mediabot: wallet.top_ups.min none -> 10.00 RUB",
                "product mediabot: wallet.top_ups.whole none -> true",
                "product mediabot: wallet.top_ups.offers none -> [100.00, 300.00]");
        var wallet = node.catalog().product(MEDIABOT).orElseThrow().wallet();
        assertThat(wallet).isEqualTo(new WalletTerms(
                4,
                Map.of("generate", new OperationTerms(rub("10.00"), true), "upscale", new OperationTerms(rub("25.00"), true),
                        "add_text", new OperationTerms(rub("0.00"), false)),
                new TopUpTerms(rub("10.00"), true, List.of(rub("100.00"), rub("300.00")))));
        assertThat(wallet.operations().keySet()).containsExactly("generate", "upscale", "add_text");
        assertThat(node.catalog().product(CINEMA).orElseThrow().wallet()).isNull();
        assertThat(node.catalog().tariffs(MEDIABOT)).isEmpty();
        assertThat(node.apply(yaml).isEmpty()).isTrue();
    }

    @Test
    void thePriceListChangesInPlaceInWords() {
        node.apply(demo() + mediabot(WALLET));
        var yaml = demo() + mediabot("free_operations: 0, price: 12.50, operations: {edit: {}, generate: {price: 20}, upscale: {billed: false}},"
                + " top_ups: {min: 1.50, whole: false}");

        assertThat(node.apply(yaml).changes()).containsExactly(
                "product mediabot: wallet.free_operations FREE_OPERATIONS_COUNT -> 0",
                "product mediabot: wallet.price PRICE_PER_OPERATION -> 12.50 RUB",
                "product mediabot: wallet.operations.generate wallet.price -> 20.00 RUB",
                "product mediabot: wallet.operations.upscale 25.00 RUB -> not billed",
                "product mediabot: wallet.operations.add_text not billed -> none",
                "product mediabot: wallet.top_ups.min 10.00 RUB -> 1.50 RUB",
                "product mediabot: wallet.top_ups.whole true -> false",
                "product mediabot: wallet.top_ups.offers [100.00, 300.00] -> []",
                "product mediabot: wallet.operations.edit none -> wallet.price");
        assertThat(node.apply(yaml).isEmpty()).isTrue();
        assertThat(node.catalog().product(MEDIABOT).orElseThrow().wallet()).isEqualTo(new WalletTerms(
                0,
                Map.of("edit", new OperationTerms(rub("12.50"), true), "generate", new OperationTerms(rub("20.00"), true),
                        "upscale", new OperationTerms(rub("0.00"), false)),
                new TopUpTerms(rub("1.50"), false, List.of())));
    }

    @Test
    void keepsTheOrderOfThePriceList() {
        node.apply(demo() + mediabot("operations: {edit: {}, merge: {}}, top_ups: {min: 10, whole: true}"));
        var yaml = demo() + mediabot("operations: {merge: {}, edit: {}}, top_ups: {min: 10, whole: true}");

        assertThat(node.apply(yaml).changes())
                .containsExactly("product mediabot: wallet.operations now in the order [merge, edit]");
        assertThat(node.catalog().product(MEDIABOT).orElseThrow().wallet().operations().keySet()).containsExactly("merge", "edit");
        assertThat(node.apply(yaml).isEmpty()).isTrue();
    }

    @Test
    void aWalletIsAddedLaterAndNeverDisappears() {
        var yaml = demo("    tariffs:\n", "    wallet: {" + WALLET + "}\n    tariffs:\n");
        assertThat(node.apply(yaml).changes()).hasSize(8).first()
                .isEqualTo("product cinema: wallet.free_operations none -> FREE_OPERATIONS_COUNT");
        var rows = rows();

        var bad = catchThrowableOfType(BadCatalog.class, () -> node.apply(demo()));

        assertThat(bad).hasMessageContaining(
                "products.cinema.wallet: is stored and never disappears, because customers may have money in theirs");
        assertThat(rows()).isEqualTo(rows);
        assertThat(node.catalog().product(CINEMA).orElseThrow().wallet()).isNotNull();
    }

    @Test
    void settingsPriceWhatTheFileLeavesOpen() {
        var database = TestPostgres.fresh();
        try (var node = CatalogNode.start(database, Map.of("PRICE_PER_OPERATION", "15", "FREE_OPERATIONS_COUNT", "2"))) {
            node.apply(demo() + mediabot(WALLET));
            assertThat(node.catalog().product(MEDIABOT).orElseThrow().wallet().freeOperations()).isEqualTo(2);
            assertThat(price(node, "generate")).isEqualTo("15.00");
        }
        try (var node = CatalogNode.start(database, Map.of("PRICE_PER_OPERATION", "12.50"))) {
            assertThat(node.apply(demo() + mediabot(WALLET)).isEmpty()).isTrue();
            assertThat(node.catalog().product(MEDIABOT).orElseThrow().wallet().freeOperations()).isEqualTo(4);
            assertThat(price(node, "generate")).isEqualTo("12.50");
            assertThat(price(node, "upscale")).isEqualTo("25.00");

            node.apply(demo() + mediabot("price: 12.50, " + WALLET));
        }
        try (var node = CatalogNode.start(database, Map.of())) {
            assertThat(price(node, "generate")).isEqualTo("12.50");
        }
    }

    @Test
    void freeOperationsAreATermOfTheTariff() {
        var wallet = demo("    tariffs:\n", "    wallet: {" + WALLET + "}\n    tariffs:\n");
        node.apply(wallet);

        assertThat(node.apply(replaced(wallet, "period: month", "period: month\n        free_operations: {count: 100, carry_over: true}"))
                .changes()).containsExactly("tariff " + MONTH
                + ": free_operations none -> 100 carried over, new version 2; existing subscriptions keep version 1");
        assertThat(node.apply(replaced(wallet, "period: month", "period: month\n        free_operations: {count: 100, carry_over: false}")
                + mediabot(WALLET) + MEDIABOT_TARIFF).changes()).contains(
                "tariff " + MONTH + ": free_operations 100 carried over -> 100, new version 3; existing subscriptions keep what they were sold",
                "tariff 00000000-0000-4000-8000-000000000001: new in mediabot, \"A\", 5.00 RUB per day, free operations 7");

        assertThat(node.catalog().tariff(MONTH, 1).orElseThrow().freeOperations()).isNull();
        assertThat(node.catalog().tariff(MONTH, 2).orElseThrow().freeOperations()).isEqualTo(new FreeOperations(100, true));
        assertThat(node.catalog().tariff(MONTH).orElseThrow().freeOperations()).isEqualTo(new FreeOperations(100, false));
    }

    private static String price(CatalogNode node, String type) {
        return node.catalog().product(MEDIABOT).orElseThrow().wallet().operations().get(type).price().decimal();
    }

    private static Money rub(String amount) {
        return Money.parse(amount, Currency.RUB);
    }

    @Test
    void addsAProductAndMakesItTheDefault() {
        var tariff = "{id: 00000000-0000-4000-8000-000000000001, title: Год, description: '', price: 2799, period: year}";

        var diff = node.apply(demo("default_product: cinema", "default_product: movix") + movix(tariff));

        assertThat(diff.changes()).containsExactly(
                "product movix: new, in KZT, paid through account yookassa",
                "default product: cinema -> movix",
                "tariff 00000000-0000-4000-8000-000000000001: new in movix, \"Год\", 2799.00 KZT per year");
        assertThat(node.catalog().defaultProduct().code()).isEqualTo(MOVIX);
        assertThat(node.catalog().products()).extracting(Product::code).containsExactly(CINEMA, MOVIX);
    }

    @Test
    void keepsTheOrderOfTheFile() {
        var dayFirst = demo("    tariffs:\n", "    tariffs:\n      - " + TARIFF + "\n");

        var diff = node.apply(dayFirst);

        var id = "00000000-0000-4000-8000-000000000001";
        assertThat(diff.changes()).containsExactly(
                "tariff " + id + ": new in cinema, \"A\", 5.00 RUB per day",
                "product cinema: tariffs now in the order " + id + ", " + WEEK + ", " + MONTH);
        assertThat(node.catalog().tariffs(CINEMA)).extracting(Tariff::title)
                .containsExactly("A", "Еженедельная подписка", "Ежемесячная подписка");
        assertThat(node.apply(dayFirst).isEmpty()).isTrue();
    }

    @Test
    void refusesWhatNeverChangesAndAppliesNothingOfTheFile() {
        node.apply(demo() + movix(""));
        var rows = rows();
        var yaml = replaced(demo("currency: RUB", "currency: USD"), "    provider: yookassa", "    provider: robokassa");
        yaml = yaml.substring(0, yaml.indexOf("      - id: " + MONTH))
                + movix("{id: " + MONTH + ", title: A, description: '', price: 5, period: day}");

        var moved = yaml;
        var bad = catchThrowableOfType(BadCatalog.class, () -> node.apply(moved));

        assertThat(bad.problems()).extracting(BadCatalog.Problem::path).containsExactly(
                "accounts.yookassa.provider", "products.cinema.currency", "products.movix.tariffs[0].id");
        assertThat(bad).hasMessageContaining("products.movix.tariffs[0].id: belongs to product cinema");
        assertThatThrownBy(() -> node.catalogs().diff(file(moved))).isInstanceOf(BadCatalog.class);
        assertThat(rows()).isEqualTo(rows);
    }

    @Test
    void writesEveryChangeToTheAuditLogInTheSameTransaction() {
        node.apply(demo("249.99", "299.99"));

        assertThat(node.bean(AuditLog.class).about("tariff", MONTH.value())).first().isEqualTo(new AuditEntry(
                CatalogNode.NOW, "tester", "catalog.apply", "tariff", MONTH.value(), null,
                Map.of("change", "tariff " + MONTH
                        + ": price 249.99 -> 299.99 RUB, new version 2; existing subscriptions keep 249.99")));
        assertThat(node.db().select(APPLIED.ACTOR, APPLIED.CHANGES, APPLIED.APPLIED_AT)
                        .from(APPLIED).orderBy(APPLIED.VERSION.desc()).limit(1).fetchOne())
                .satisfies(row -> assertThat(row.intoList()).containsExactly("tester", 1, CatalogNode.NOW));
    }

    @Test
    void changesNothingWhenTheAuditEntryCannotBeWritten() {
        var rows = rows();

        assertThatThrownBy(() -> node.catalogs().apply(file(demo("249.99", "299.99") + movix("")), "x".repeat(101), false))
                .isInstanceOf(RuntimeException.class);

        assertThat(rows()).isEqualTo(rows);
        assertThat(node.catalog().tariff(MONTH).orElseThrow().version()).isEqualTo(1);
    }

    @Test
    void isNotAppliedInsideAnothersTransaction() {
        assertThatThrownBy(() -> node.bean(Transactions.class).run(() -> node.apply(demo("249.99", "299.99"))))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void twoNodesApplyingTogetherDoItOnce() throws Exception {
        var database = TestPostgres.fresh();
        try (var first = CatalogNode.start(database, Map.of()); var second = CatalogNode.start(database, Map.of())) {
            var yaml = demo("249.99", "299.99") + movix("");

            var diffs = together(() -> first.apply(yaml), () -> second.apply(yaml));

            assertThat(diffs).extracting(diff -> diff.changes().size()).containsExactlyInAnyOrder(0, 2);
            assertThat(first.db().fetchCount(APPLIED)).isEqualTo(2);
            assertThat(first.catalog().tariff(MONTH).orElseThrow().version()).isEqualTo(2);
        }
    }

    @Test
    void twoNodesApplyingDifferentPricesBothMakeAVersion() throws Exception {
        var database = TestPostgres.fresh();
        try (var first = CatalogNode.start(database, Map.of()); var second = CatalogNode.start(database, Map.of())) {
            var diffs = together(
                    () -> first.apply(demo("249.99", "259.99")), () -> second.apply(demo("249.99", "269.99")));

            assertThat(diffs).allSatisfy(diff -> assertThat(diff.changes()).hasSize(1));
            var prices = List.of(
                    first.catalog().tariff(MONTH, 2).orElseThrow().price().decimal(),
                    first.catalog().tariff(MONTH, 3).orElseThrow().price().decimal());
            assertThat(prices).containsExactlyInAnyOrder("259.99", "269.99");
        }
    }

    /** Rows in every table that an applied catalog writes to. */
    private Map<String, Integer> rows() {
        var counts = new LinkedHashMap<String, Integer>();
        Catalog.CATALOG.getTables().forEach(table -> counts.put(table.getName(), node.db().fetchCount(table)));
        counts.put("audit", node.db().fetchCount(ENTRY));
        return counts;
    }

    @SafeVarargs
    private static <T> List<T> together(Callable<T>... deeds) throws InterruptedException, ExecutionException {
        var barrier = new CyclicBarrier(deeds.length);
        try (var threads = Executors.newFixedThreadPool(deeds.length)) {
            var futures = new ArrayList<Future<T>>();
            for (var deed : deeds) {
                futures.add(threads.submit(() -> {
                    barrier.await();
                    return deed.call();
                }));
            }
            var results = new ArrayList<T>();
            for (var future : futures) {
                results.add(future.get());
            }
            return results;
        }
    }
}
