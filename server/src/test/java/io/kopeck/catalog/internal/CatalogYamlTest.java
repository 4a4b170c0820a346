package io.kopeck.catalog.internal;

import static io.kopeck.catalog.CatalogTexts.MONTH;
import static io.kopeck.catalog.CatalogTexts.WEEK;
import static io.kopeck.catalog.CatalogTexts.demo;
import static io.kopeck.catalog.CatalogTexts.mediabot;
import static io.kopeck.catalog.CatalogTexts.movix;
import static io.kopeck.catalog.CatalogTexts.replaced;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kopeck.catalog.AcquirerAccount;
import io.kopeck.catalog.BadCatalog;
import io.kopeck.catalog.CancellationPolicy;
import io.kopeck.catalog.ChangePolicy;
import io.kopeck.catalog.DisputePolicy;
import io.kopeck.catalog.DisputePolicy.Rule;
import io.kopeck.catalog.DunningMessage;
import io.kopeck.catalog.DunningPolicy;
import io.kopeck.catalog.FreeOperations;
import io.kopeck.catalog.GrantSpec;
import io.kopeck.catalog.PausePolicy;
import io.kopeck.catalog.Product;
import io.kopeck.catalog.ReceiptTerms;
import io.kopeck.catalog.TopUpTerms;
import io.kopeck.catalog.internal.CatalogPlan.PlannedTariff;
import io.kopeck.catalog.internal.WalletPlan.PlannedOperation;
import io.kopeck.kernel.BillingInterval;
import io.kopeck.kernel.BillingInterval.Unit;
import io.kopeck.kernel.Currency;
import io.kopeck.kernel.Money;
import io.kopeck.kernel.ProductCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CatalogYamlTest {

    private static final String WALLET = "operations: {edit: {}}, top_ups: {min: 10, whole: true, offers: [10]}";

    @Test
    void readsTheDemoCatalogAsTheProductIsDescribed() {
        var plan = parse(demo());

        assertThat(plan.defaultProduct()).isEqualTo(new ProductCode("cinema"));
        assertThat(plan.accounts()).containsExactly(new AcquirerAccount("yookassa", "yookassa", Map.of(
                "shop_id", "YOOKASSA_SHOP_ID", "secret_key", "YOOKASSA_SECRET_KEY", "api_url", "YOOKASSA_API_URL")));
        assertThat(plan.products()).hasSize(1);
        assertThat(plan.products().getFirst().product()).isEqualTo(new Product(
                new ProductCode("cinema"),
                "Онлайн-кинотеатр",
                ZoneId.of("Europe/Moscow"),
                Currency.RUB,
                "yookassa",
                rub("1.00"),
                false,
                new CancellationPolicy(true, Duration.ofDays(2), CancellationPolicy.Later.NO_AUTO_PAYMENT),
                new DunningPolicy(
                        IntStream.rangeClosed(0, 6).mapToObj(Duration::ofDays).toList(), Duration.ofDays(7), false, false, List.of()),
                PausePolicy.NONE,
                null,
                List.of(new GrantSpec(GrantSpec.Kind.ROLE, "subscriber")),
                new ReceiptTerms(false, null, 1, "service", "full_payment"),
                DisputePolicy.DEFAULT,
                null));
        assertThat(plan.products().getFirst().wallet()).isNull();
        assertThat(plan.products().getFirst().tariffs()).containsExactly(
                new PlannedTariff(WEEK, new TariffTerms(
                        "Еженедельная подписка", "Еженедельная подписка", rub("99.99"), BillingInterval.of(Unit.WEEK), null, null)),
                new PlannedTariff(MONTH, new TariffTerms(
                        "Ежемесячная подписка", "Ежемесячная подписка", rub("249.99"), BillingInterval.of(Unit.MONTH),
                        BillingInterval.of(Unit.WEEK), null)));
    }

    @Test
    void readsPricesAsWrittenWhetherQuotedOrNot() {
        assertThat(price("\"0.10\"")).isEqualTo(rub("0.10"));
        assertThat(price("0.1")).isEqualTo(rub("0.10"));
        assertThat(price("9007199254.01")).isEqualTo(rub("9007199254.01"));
        assertThat(price("300")).isEqualTo(rub("300.00"));
    }

    @Test
    void readsWhatMoneyTakenBackDoesToAccess() {
        var plan = parse(demo("    receipts:", "    disputes: {refund: keep, chargeback: revoke}\n    receipts:"));

        assertThat(plan.products().getFirst().product().disputes()).isEqualTo(new DisputePolicy(Rule.KEEP, Rule.REVOKE));
    }

    @Test
    void readsPeriodsWithACount() {
        var plan = parse(demo("trial: week", "trial: {unit: day, count: 14}"));

        assertThat(plan.products().getFirst().tariffs().getLast().terms().trial())
                .isEqualTo(new BillingInterval(Unit.DAY, 14));
    }

    @Test
    void readsSeveralProductsInTheirOrder() {
        var plan = parse(demo() + movix(""));

        assertThat(plan.products()).extracting(planned -> planned.product().code().value())
                .containsExactly("cinema", "movix");
        assertThat(plan.products().getLast().tariffs()).isEmpty();
        assertThat(plan.products().getLast().product().receipts()).isEqualTo(new ReceiptTerms(true, 2, 4, "service", "advance"));
    }

    @Test
    void readsEveryPolicyThatMayBeLeftOut() {
        var product = parse(demo("    cancellation:\n", """
                    subscribe_without_method: true
                    pause: {days_per_year: 30}
                    change: {upgrade: now_prorated, downgrade: at_period_end}
                    cancellation:
                """).replace("later: no_auto_payment ", "later: refund_unused_months ")
                .replace("expires_when_exhausted: false", """
                        expires_when_exhausted: false
                              messages:
                                - {on: failure, number: 2, send: renewal_failed_second}
                                - {on: removed, send: renewal_removed}""")).products().getFirst().product();

        assertThat(product.subscribesWithoutMethod()).isTrue();
        assertThat(product.pause()).isEqualTo(new PausePolicy(30));
        assertThat(product.change()).isEqualTo(new ChangePolicy(ChangePolicy.Way.NOW_PRORATED, ChangePolicy.Way.AT_PERIOD_END));
        assertThat(product.cancellation().later()).isEqualTo(CancellationPolicy.Later.REFUND_UNUSED_MONTHS);
        assertThat(product.dunning().messages()).containsExactly(
                new DunningMessage(DunningMessage.Occasion.FAILURE, 2, "renewal_failed_second"),
                new DunningMessage(DunningMessage.Occasion.REMOVED, null, "renewal_removed"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            pause: {days_per_year: 367}                        | products.cinema.pause.days_per_year
            pause: {}                                          | products.cinema.pause.days_per_year
            change: {upgrade: now_prorated}                    | products.cinema.change.downgrade
            change: {upgrade: later, downgrade: at_period_end} | products.cinema.change.upgrade
            subscribe_without_method: 1                        | products.cinema.subscribe_without_method""")
    void tellsWhatIsWrongWithAPolicy(String line, String path) {
        assertThat(pathsOf(demo("    cancellation:\n", "    " + line + "\n    cancellation:\n"))).containsExactly(path);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [{on: failure, send: a}]                          | products.cinema.dunning.messages[0]
            [{on: removed, number: 1, send: a}]               | products.cinema.dunning.messages[0]
            [{on: removed, send: A}]                          | products.cinema.dunning.messages[0].send
            [{on: never, send: a}]                            | products.cinema.dunning.messages[0].on
            [{on: removed, send: a}, {on: removed, send: b}]  | products.cinema.dunning.messages""")
    void tellsWhatIsWrongWithAMessage(String messages, String path) {
        assertThat(pathsOf(demo("      window: P7D", "      messages: " + messages + "\n      window: P7D"))).containsExactly(path);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {code: spring, products: [cinema], percent: 5}                  | promo_codes[0].code
            {code: SPRING, products: [movix], percent: 5}                   | promo_codes[0].products[0]
            {code: SPRING, products: [], percent: 5}                        | promo_codes[0]
            {code: SPRING, products: [cinema]}                              | promo_codes[0]
            {code: SPRING, products: [cinema], percent: 5, trial_days: 1}   | promo_codes[0]
            {code: SPRING, products: [cinema], percent: 5, until: tomorrow} | promo_codes[0].until
            {code: SPRING, products: [cinema], percent: 5, per_customer: 0} | promo_codes[0].per_customer""")
    void tellsWhatIsWrongWithAPromoCode(String code, String path) {
        assertThat(pathsOf(demo() + "promo_codes: [" + code + "]\n")).contains(path);
    }

    @Test
    void readsAProductThatSellsOperationsAlone() {
        var planned = parse(demo() + mediabot("operations: {generate: {}, upscale: {price: 25}, add_text: {billed: false}},"
                + " top_ups: {min: 10, whole: true, offers: [100, 300]}")).products().getLast();

        assertThat(planned.wallet()).isEqualTo(new WalletPlan(
                null, null,
                Map.of("generate", new PlannedOperation(null, true), "upscale", new PlannedOperation(rub("25.00"), true),
                        "add_text", new PlannedOperation(null, false)),
                new TopUpTerms(rub("10.00"), true, List.of(rub("100.00"), rub("300.00")))));
        assertThat(planned.wallet().operations().keySet()).containsExactly("generate", "upscale", "add_text");
        assertThat(planned.tariffs()).isEmpty();
        assertThat(planned.product().grants()).isEmpty();
        assertThat(planned.product().bindingAmount()).isEqualTo(rub("1.00"));
        assertThat(planned.product().cancellation()).isEqualTo(CancellationPolicy.DEFAULT);
        assertThat(planned.product().dunning()).isEqualTo(DunningPolicy.DEFAULT);
    }

    @Test
    void readsAProductWithTariffsAndAWallet() {
        var wallet = "free_operations: 0, price: 12.5, operations: {edit: {}}, top_ups: {min: 1.50, whole: false}";
        var planned = parse(withFreeOperations(wallet, "{count: 100, carry_over: true}")).products().getFirst();

        assertThat(planned.wallet()).isEqualTo(new WalletPlan(
                0, rub("12.50"), Map.of("edit", new PlannedOperation(null, true)), new TopUpTerms(rub("1.50"), false, List.of())));
        assertThat(planned.tariffs()).extracting(tariff -> tariff.terms().freeOperations())
                .containsExactly(null, new FreeOperations(100, true));
        assertThat(planned.product().grants()).hasSize(1);
    }

    @Test
    void asksForEveryPolicyAsSoonAsThereIsATariff() {
        var tariff = "{id: 00000000-0000-4000-8000-000000000001, title: A, description: '', price: 5, period: day}";

        assertThat(pathsOf(demo() + mediabot(WALLET) + "    tariffs: [" + tariff + "]\n")).containsExactlyInAnyOrder(
                "products.mediabot.binding_amount", "products.mediabot.cancellation", "products.mediabot.dunning", "products.mediabot.grants");
        assertThat(parse(demo() + mediabot(WALLET) + "    tariffs: []\n").products()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            operations:     | colour: red, operations:                                      | wallet.colour
            operations:     | free_operations: 1001, operations:                            | wallet.free_operations
            operations:     | free_operations: -1, operations:                              | wallet.free_operations
            operations:     | price: 0, operations:                                         | wallet.price
            operations:     | price: nothing, operations:                                   | wallet.price
            operations:     | prices:                                                       | wallet.operations
            edit: {}        | ''                                                            | wallet.operations
            edit: {}        | edit: 10                                                      | wallet.operations.edit
            edit: {}        | Edit: {}                                                      | wallet.operations.Edit
            edit: {}        | face-swap: {}                                                 | wallet.operations.face-swap
            edit: {}        | edit: {}, edit: {}                                            | wallet.operations.edit
            edit: {}        | edit: {price: 0}                                              | wallet.operations.edit.price
            edit: {}        | edit: {price: 10.001}                                         | wallet.operations.edit.price
            edit: {}        | edit: {billed: no}                                            | wallet.operations.edit.billed
            edit: {}        | edit: {billed: false, price: 10}                              | wallet.operations.edit
            min: 10, whole: | whole:                                                        | wallet.top_ups.min
            min: 10         | min: 0                                                        | wallet.top_ups.min
            min: 10         | min: 10.50                                                    | wallet.top_ups
            whole: true     | whole: 1                                                      | wallet.top_ups.whole
            offers: [10     | offers: [9                                                    | wallet.top_ups.offers[0]
            offers: [10     | offers: [10.50                                                | wallet.top_ups.offers[0]
            offers: [10     | offers: [20, 20                                               | wallet.top_ups.offers
            offers: [10     | offers: [10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20           | wallet.top_ups.offers""")
    void tellsWhatIsWrongWithAWallet(String text, String replacement, String path) {
        assertThat(pathsOf(demo() + mediabot(replaced(WALLET, text, replacement)))).contains("products.mediabot." + path);
    }

    @Test
    void walletsHaveABoundedPriceList() {
        var operations = IntStream.range(0, 200).mapToObj(i -> "edit" + i + ": {}").collect(Collectors.joining(", "));

        var full = replaced(WALLET, "edit: {}", operations);
        assertThat(parse(demo() + mediabot(full)).products().getLast().wallet().operations()).hasSize(200);
        var over = replaced(WALLET, "edit: {}", operations + ", edit: {}");
        assertThat(pathsOf(demo() + mediabot(over))).containsExactly("products.mediabot.wallet.operations");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {count: 0, carry_over: true}      | free_operations.count
            {count: 100001, carry_over: true} | free_operations.count
            {count: 100}                      | free_operations.carry_over
            {count: 100, carry_over: yes}     | free_operations.carry_over
            100                               | free_operations""")
    void tellsWhatIsWrongWithFreeOperations(String free, String path) {
        assertThat(pathsOf(withFreeOperations(WALLET, free))).containsExactly("products.cinema.tariffs[1]." + path);
    }

    @Test
    void freeOperationsNeedAWallet() {
        var yaml = demo("period: month", "period: month\n        free_operations: {count: 1, carry_over: false}");

        assertThat(refused(yaml)).hasMessageContaining("products.cinema.tariffs[1].free_operations: needs a wallet section of the product");
    }

    @Test
    void hashesTheBytes() {
        assertThat(parse(demo()).hash()).hasSize(64).isNotEqualTo(parse(demo() + "# a remark\n").hash());
    }

    @Test
    void tellsAllProblemsAtOnceEachWithItsPath() {
        var yaml = """
                default_product: theatre
                accounts:
                  yookassa:
                    provider: YooKassa
                    settings:
                      secret_key: live_abcdef
                colour: red
                products:
                  cinema:
                    title: 12
                    zone: Moscow
                    currency: RUR
                    account: robokassa
                    binding_amount: "0.00"
                    cancellation: {trial_ends_at_once: maybe, full_refund_within: 2 days, later: never}
                    dunning: {attempts: [P0D, P3D, P1D], window: P7D, keeps_access: no, expires_when_exhausted: false}
                    grants:
                      - role: subscriber
                      - role: subscriber
                      - channel: news
                    receipts: {enabled: false, vat_code: 13, subject: service, mode: barter}
                    tariffs:
                      - id: 70caff03-069d-4cdc-8d65-656ebceb2bcf
                        title: Неделя
                        description: ""
                        price: "99.999"
                        period: fortnight
                      - id: 70caff03-069d-4cdc-8d65-656ebceb2bcf
                        title: ""
                        price: -5
                        period: {unit: day, count: 0}
                        trial: [week]
                        price: 5
                """;

        assertThat(pathsOf(yaml)).containsExactlyInAnyOrder(
                "default_product",
                "accounts.yookassa.provider",
                "accounts.yookassa.settings.secret_key",
                "colour",
                "products.cinema.title",
                "products.cinema.zone",
                "products.cinema.currency",
                "products.cinema.account",
                "products.cinema.binding_amount",
                "products.cinema.cancellation.trial_ends_at_once",
                "products.cinema.cancellation.full_refund_within",
                "products.cinema.cancellation.later",
                "products.cinema.dunning.keeps_access",
                "products.cinema.grants[2].channel",
                "products.cinema.grants[2]",
                "products.cinema.receipts.vat_code",
                "products.cinema.receipts.mode",
                "products.cinema.tariffs[0].price",
                "products.cinema.tariffs[0].period",
                "products.cinema.tariffs[1].id",
                "products.cinema.tariffs[1].title",
                "products.cinema.tariffs[1].description",
                "products.cinema.tariffs[1].price",
                "products.cinema.tariffs[1].price",
                "products.cinema.tariffs[1].period.count",
                "products.cinema.tariffs[1].trial");
    }

    @Test
    void namesThePlaceAndTheLineInTheMessage() {
        var bad = refused(demo("price: \"249.99\"", "price: \"249,99\""));

        assertThat(bad).hasMessage("The catalog cannot be applied:\n"
                + "  - products.cinema.tariffs[1].price: an amount is a decimal such as 99.99 (line "
                + (demo().lines().toList().indexOf("        price: \"249.99\"") + 1) + ")");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            default_product: cinema      | default_product:                  | default_product
            provider: yookassa           | provider: [yookassa]              | accounts.yookassa.provider
            provider: yookassa           | provider: !!java.net.URL yookassa | file
            provider: yookassa           | provider: !secret yookassa        | accounts.yookassa.provider
            shop_id: YOOKASSA_SHOP_ID    | SHOP: YOOKASSA_SHOP_ID            | accounts.yookassa.settings.SHOP
            shop_id: YOOKASSA_SHOP_ID    | shop_id: '123456'                 | accounts.yookassa.settings.shop_id
            cinema:                      | Cinema:                           | products.Cinema
            title: Онлайн-кинотеатр      | title: "a\\0b"                    | products.cinema.title
            title: Онлайн-кинотеатр      | title: "\\ud800"                  | products.cinema.title
            title: Онлайн-кинотеатр      | title: yes                        | products.cinema.title
            zone: Europe/Moscow          | zone: +03:00                      | products.cinema.zone
            currency: RUB                | currency: rub                     | products.cinema.currency
            binding_amount: "1.00"       | binding_amount: 1e2               | products.cinema.binding_amount
            full_refund_within: P2D      | full_refund_within: -P2D          | products.cinema.cancellation.full_refund_within
            full_refund_within: P2D      | full_refund_within: PT0.5S        | products.cinema.cancellation.full_refund_within
            full_refund_within: P2D      | full_refund_within: P             | products.cinema.cancellation.full_refund_within
            full_refund_within: P2D      | full_refund_within: P9D T         | products.cinema.cancellation.full_refund_within
            full_refund_within: P2D      | full_refund_within: P367D         | products.cinema.cancellation
            [P0D, P1D, P2D               | [P1D, P2D                         | products.cinema.dunning
            [P0D, P1D, P2D               | [P0D, P2D, P1D                    | products.cinema.dunning
            window: P7D                  | window: P5D                       | products.cinema.dunning
            window: P7D                  | window: P91D                      | products.cinema.dunning
            window: P7D                  | wndow: P7D                        | products.cinema.dunning.wndow
            keeps_access: false          | keeps_access: no                  | products.cinema.dunning.keeps_access
            - role: subscriber           | - role: Subscriber                | products.cinema.grants[0].role
            - role: subscriber           | - external_role: subscriber       | products.cinema.grants[0].external_role
            - role: subscriber           | - subscriber                      | products.cinema.grants[0]
            vat_code: 1                  | vat_code: "1"                     | products.cinema.receipts.vat_code
            vat_code: 1                  | vat_code: 01                      | products.cinema.receipts.vat_code
            vat_code: 1                  | tax_system: 7                     | products.cinema.receipts.tax_system
            id: 70caff03                 | id: 70CAFF03                      | products.cinema.tariffs[0].id
            price: "249.99"              | price: 0                          | products.cinema.tariffs[1].price
            price: "249.99"              | price: .inf                       | products.cinema.tariffs[1].price
            price: "249.99"              | price: 100_000.00                 | products.cinema.tariffs[1].price
            price: "249.99"              | price: 99999999999.00             | products.cinema.tariffs[1].price
            period: month                | period: {unit: month}             | products.cinema.tariffs[1].period.count
            trial: week                  | trial: {unit: week, count: 3661}  | products.cinema.tariffs[1].trial.count
            trial: week                  | <<: {trial: week}                 | products.cinema.tariffs[1].<<
            trial: week                  | trail: week                       | products.cinema.tariffs[1].trail
            """)
    void refusesWhatIsNotAsDescribed(String text, String replacement, String path) {
        assertThat(pathsOf(demo(text, replacement))).contains(path);
    }

    @Test
    void refusesADuplicateTariffAcrossProducts() {
        var tariff = "{id: " + WEEK + ", title: Again, description: Again, price: 1, period: day}";

        assertThat(pathsOf(demo() + movix(tariff))).containsExactly("products.movix.tariffs[0].id");
    }

    @Test
    void refusesAProductGivenTwice() {
        assertThat(pathsOf(demo() + movix("") + movix(""))).containsExactly("products.movix");
    }

    @Test
    void neverRepeatsAValueThatMayBeASecret() {
        var bad = refused(demo("secret_key: YOOKASSA_SECRET_KEY", "secret_key: live_0123456789"));

        assertThat(bad.getMessage())
                .contains("accounts.yookassa.settings.secret_key: is the name of an environment variable")
                .doesNotContain("live_0123456789");
    }

    @Test
    void refusesABillionLaughs() {
        var yaml = new StringBuilder("a0: &a0 [lol]\n");
        for (int i = 1; i < 30; i++) {
            yaml.append("a%d: &a%d [%s]\n".formatted(i, i, String.join(", ", Collections.nCopies(9, "*a" + (i - 1)))));
        }

        assertThat(refused(yaml + demo()).problems()).singleElement().satisfies(problem -> {
            assertThat(problem.path()).isEqualTo("file");
            assertThat(problem.message()).contains("aliases");
        });
    }

    @Test
    void refusesAListThatContainsItself() {
        assertThat(pathsOf(demo("grants:\n      - role: subscriber", "grants: &g\n      - *g")))
                .containsExactly("products.cinema.grants[0]");
    }

    @Test
    void refusesEndlessNesting() {
        var yaml = "default_product: " + "[".repeat(100_000);

        assertThat(pathsOf(yaml)).containsExactly("file");
    }

    @Test
    void refusesAnOversizedFile() {
        var remark = "#" + "x".repeat(CatalogYaml.BYTES_MAX);

        assertThat(refused(demo() + remark).problems())
                .containsExactly(new BadCatalog.Problem("file", "is larger than 256 KiB"));
    }

    @Test
    void acceptsAFileOfTheLargestSize() {
        var demo = demo();
        var remark = "#" + "x".repeat(CatalogYaml.BYTES_MAX - demo.getBytes(StandardCharsets.UTF_8).length - 1);

        assertThat(parse(demo + remark).products()).hasSize(1);
    }

    @Test
    void neverLooksAtTypesNamedInTheFile() {
        assertThat(pathsOf("!!javax.script.ScriptEngineManager [!!java.net.URLClassLoader [[!!java.net.URL [\"http://127.0.0.1\"]]]]"))
                .containsExactly("file");
    }

    @Test
    void refusesWhatIsNoYamlOrNoText() {
        assertThat(pathsOf("")).containsExactly("file");
        assertThat(pathsOf("# only a remark")).containsExactly("file");
        assertThat(pathsOf("default_product: *nothing")).containsExactly("file");
        assertThat(pathsOf("a: b: c")).containsExactly("file");
        assertThat(pathsOf(demo() + "---\n" + demo())).containsExactly("file");
        assertThat(pathsOf("a\u0007b")).containsExactly("file");
        assertThat(problemsOf(new byte[] {'a', ':', (byte) 0xC3, 0x28})).containsExactly("file");
        assertThat(pathsOf("[]")).containsExactly("file");
        assertThat(pathsOf("just a text")).containsExactly("file");
        assertThat(pathsOf("{}")).containsExactly("accounts", "products", "default_product");
    }

    @Test
    void tellsThatAFileCannotBeRead() {
        var bad = catchThrowableOfType(BadCatalog.class, () -> CatalogYaml.read(Path.of("/nowhere/catalog.yaml")));

        assertThat(bad).hasMessageContaining("file: /nowhere/catalog.yaml cannot be read").hasCauseInstanceOf(IOException.class);
    }

    /** The demo with a wallet, and with free operations in its monthly tariff. */
    private static String withFreeOperations(String wallet, String free) {
        return replaced(demo("    tariffs:\n", "    wallet: {" + wallet + "}\n    tariffs:\n"),
                "period: month", "period: month\n        free_operations: " + free);
    }

    private static Money price(String written) {
        return parse(demo("\"99.99\"", written)).products().getFirst().tariffs().getFirst().terms().price();
    }

    private static Money rub(String amount) {
        return Money.parse(amount, Currency.RUB);
    }

    private static CatalogPlan parse(String yaml) {
        return CatalogYaml.parse(yaml.getBytes(StandardCharsets.UTF_8));
    }

    private static BadCatalog refused(String yaml) {
        return catchThrowableOfType(BadCatalog.class, () -> parse(yaml));
    }

    private static List<String> pathsOf(String yaml) {
        return problemsOf(yaml.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> problemsOf(byte[] content) {
        return catchThrowableOfType(BadCatalog.class, () -> CatalogYaml.parse(content)).problems().stream()
                .map(BadCatalog.Problem::path)
                .toList();
    }
}
