package io.kopeck.catalog.internal;

import io.kopeck.catalog.AcquirerAccount;
import io.kopeck.catalog.BadCatalog;
import io.kopeck.catalog.CatalogDiff;
import io.kopeck.catalog.Product;
import io.kopeck.catalog.PromoCode;
import io.kopeck.catalog.Tariff;
import io.kopeck.catalog.internal.CatalogPlan.PlannedProduct;
import io.kopeck.catalog.internal.CatalogPlan.PlannedTariff;
import io.kopeck.catalog.internal.Snapshot.Placed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the steps from the stored catalog to a plan.
 *
 * <p>New things are placed behind what is there; only when that is not the plan's order is everything placed anew.
 */
final class Comparison {

    private final Snapshot stored;
    private final CatalogPlan plan;
    private final List<Step> steps = new ArrayList<>();
    private final List<String> leftAlone = new ArrayList<>();
    private final List<BadCatalog.Problem> problems = new ArrayList<>();

    private Comparison(Snapshot stored, CatalogPlan plan) {
        this.stored = stored;
        this.plan = plan;
    }

    /**
     * Compares.
     *
     * @throws BadCatalog when the plan asks for what never changes: a product's currency, a tariff's product, an
     *     account's provider; or for what never disappears: a product's wallets
     */
    static Comparison of(Snapshot stored, CatalogPlan plan) {
        var comparison = new Comparison(stored, plan);
        comparison.compareAccounts();
        comparison.compareProducts();
        comparison.compareDefault();
        plan.products().forEach(comparison::compareTariffs);
        comparison.comparePromoCodes();
        if (!comparison.problems.isEmpty()) {
            throw new BadCatalog(comparison.problems);
        }
        return comparison;
    }

    /** In the order of doing. */
    List<Step> steps() {
        return List.copyOf(steps);
    }

    CatalogDiff inWords() {
        return new CatalogDiff(steps.stream().flatMap(step -> step.words().stream()).toList(), leftAlone);
    }

    private void compareAccounts() {
        var planned = new HashSet<String>();
        for (var account : plan.accounts()) {
            planned.add(account.name());
            stored.account(account.name())
                    .ifPresentOrElse(before -> compare(before, account), () -> steps.add(new Step.AddAccount(account)));
        }
        stored.accounts().stream()
                .filter(account -> !planned.contains(account.name()))
                .forEach(account -> leftAlone.add("account " + account.name() + ": not in the file, left as it is"));
    }

    private void compare(AcquirerAccount before, AcquirerAccount account) {
        if (!before.provider().equals(account.provider())) {
            refuse("accounts." + account.name() + ".provider", "is stored as " + before.provider()
                    + " and never changes, because saved methods are known to that provider only");
            return;
        }
        var differences = Words.differences(before, account);
        if (!differences.isEmpty()) {
            steps.add(new Step.ReplaceSettings(account, differences));
        }
    }

    private void compareProducts() {
        var positions = positions(stored.placedProducts(), Product::code);
        int next = next(positions);
        var placed = new ArrayList<Integer>();
        for (var planned : plan.products()) {
            var product = planned.product();
            var before = stored.product(product.code());
            if (before.isPresent()) {
                compare(before.get(), planned);
                placed.add(positions.get(product.code()));
            } else {
                steps.add(new Step.AddProduct(planned, next));
                placed.add(next++);
            }
        }
        var codes = plan.products().stream().map(planned -> planned.product().code()).toList();
        if (!ascends(placed)) {
            steps.add(new Step.OrderProducts(codes));
        }
        stored.products().stream()
                .filter(product -> !codes.contains(product.code()))
                .forEach(product -> leftAlone.add(
                        "product " + product.code() + ": not in the file, left as it is with its tariffs"));
    }

    private void compare(Product before, PlannedProduct planned) {
        var product = planned.product();
        if (before.currency() != product.currency()) {
            refuse("products." + product.code() + ".currency", "is stored as " + before.currency() + " and never changes");
            return;
        }
        var wallet = stored.wallet(product.code()).orElse(null);
        if (wallet != null && planned.wallet() == null) {
            refuse("products." + product.code() + ".wallet", "is stored and never disappears, because customers may have money in theirs");
            return;
        }
        var differences = Stream.of(Words.differences(before, product), Words.differences(wallet, planned.wallet()))
                .flatMap(List::stream)
                .toList();
        if (!differences.isEmpty()) {
            steps.add(new Step.ReplaceProduct(planned, differences));
        }
    }

    private void compareDefault() {
        var before = stored.defaultProduct().map(Product::code).orElse(null);
        if (!plan.defaultProduct().equals(before)) {
            steps.add(new Step.MakeDefault(before, plan.defaultProduct()));
        }
    }

    private void compareTariffs(PlannedProduct planned) {
        var code = planned.product().code();
        var ofProduct = stored.placedTariffs().stream().filter(tariff -> tariff.value().product().equals(code)).toList();
        var positions = positions(ofProduct, Tariff::id);
        int next = next(positions);
        var placed = new ArrayList<Integer>();
        for (int i = 0; i < planned.tariffs().size(); i++) {
            var tariff = planned.tariffs().get(i);
            var before = stored.tariff(tariff.id());
            if (before.isEmpty()) {
                steps.add(new Step.AddTariff(code, next, tariff));
                placed.add(next++);
            } else if (before.get().product().equals(code)) {
                compare(before.get(), tariff);
                placed.add(positions.get(tariff.id()));
            } else {
                refuse("products." + code + ".tariffs[" + i + "].id", "belongs to product " + before.get().product()
                        + ", and a tariff never changes its product");
            }
        }
        var ids = planned.tariffs().stream().map(PlannedTariff::id).toList();
        if (!ascends(placed)) {
            steps.add(new Step.OrderTariffs(code, ids));
        }
        ofProduct.stream()
                .map(Placed::value)
                .filter(tariff -> tariff.active() && !ids.contains(tariff.id()))
                .forEach(tariff -> steps.add(new Step.Archive(tariff)));
    }

    private void compare(Tariff before, PlannedTariff tariff) {
        if (before.price().currency() != tariff.terms().price().currency()) {
            return; // refused at the product's currency
        }
        if (!before.active()) {
            steps.add(new Step.Restore(before));
        }
        if (!TariffTerms.of(before).equals(tariff.terms())) {
            steps.add(new Step.AddVersion(before, tariff.terms()));
        }
    }

    /** Codes missing from the file are left alone: staff makes codes too. */
    private void comparePromoCodes() {
        for (var code : plan.promoCodes()) {
            var before = stored.promoCode(code.code()).orElse(null);
            if (!code.equals(before)) {
                steps.add(new Step.PutPromo(before, code));
            }
        }
        var planned = plan.promoCodes().stream().map(PromoCode::code).toList();
        stored.promoCodes().stream()
                .map(PromoCode::code)
                .filter(code -> !planned.contains(code))
                .sorted()
                .forEach(code -> leftAlone.add("promo code " + code + ": not in the file, left as it is"));
    }

    private void refuse(String path, String message) {
        problems.add(new BadCatalog.Problem(path, message));
    }

    private static <T, K> Map<K, Integer> positions(List<Placed<T>> placed, Function<T, K> key) {
        return placed.stream().collect(Collectors.toMap(item -> key.apply(item.value()), Placed::position));
    }

    private static int next(Map<?, Integer> positions) {
        return positions.values().stream().mapToInt(position -> position + 1).max().orElse(0);
    }

    private static boolean ascends(List<Integer> positions) {
        for (int i = 1; i < positions.size(); i++) {
            if (positions.get(i) <= positions.get(i - 1)) {
                return false;
            }
        }
        return true;
    }
}
