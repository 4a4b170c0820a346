package io.kopeck.catalog.internal;

import io.kopeck.catalog.PromoCode;
import io.kopeck.catalog.PromoCode.Benefit;
import io.kopeck.catalog.internal.CatalogPlan.PlannedProduct;
import io.kopeck.kernel.Currency;
import io.kopeck.kernel.ProductCode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the promo codes of one catalog file. */
final class PromoReader {

    private static final int CODES_MAX = 1_000;
    private static final int PRODUCTS_MAX = 100;
    private static final int USES_MAX = 999_999_999;
    private static final int PER_CUSTOMER_MAX = 100;

    private final @Nullable Map<String, @Nullable PlannedProduct> products;

    /** Codes may name these products; null when the products could not be read, then any. */
    PromoReader(@Nullable Map<String, @Nullable PlannedProduct> products) {
        this.products = products;
    }

    @Nullable List<PromoCode> codes(YamlValue value) {
        var codes = YamlValue.all(value.items(CODES_MAX), this::code);
        boolean twice = codes != null && new HashSet<>(codes.stream().map(PromoCode::code).toList()).size() < codes.size();
        return twice ? value.wrong("names a code twice") : codes;
    }

    private @Nullable PromoCode code(YamlValue value) {
        var keys = value.keys("code", "products", "percent", "fixed", "trial_days", "limit", "per_customer", "until");
        if (keys == null) {
            return null;
        }
        var code = keys.required("code", text -> YamlScalars.matching(
                text, "[A-Z0-9][A-Z0-9_-]{2,39}", "is 3 to 40 of A-Z, 0-9, _ and -"));
        var named = keys.required("products", list -> YamlValue.all(list.items(PRODUCTS_MAX), this::product));
        var currency = named == null || named.isEmpty() ? Currency.RUB : currency(named.getFirst());
        var percent = keys.optional("percent", number -> number.number(1, 99));
        var fixed = keys.optional("fixed", amount -> YamlScalars.money(amount, currency));
        var days = keys.optional("trial_days", number -> number.number(1, 366));
        var limit = keys.optional("limit", number -> number.number(1, USES_MAX));
        var perCustomer = keys.optional("per_customer", number -> number.number(1, PER_CUSTOMER_MAX));
        var until = keys.optional("until", PromoReader::moment);
        if (code == null || named == null) {
            return null;
        }
        var benefits = Stream.of(
                percent == null ? null : new Benefit.Percent(percent),
                fixed == null ? null : new Benefit.Fixed(fixed),
                days == null ? null : new Benefit.TrialDays(days)).filter(benefit -> benefit != null).toList();
        if (benefits.size() != 1) {
            return value.wrong("gives one thing, either percent, fixed or trial_days");
        }
        if (named.isEmpty() || (fixed != null && named.stream().anyMatch(product -> currency(product) != currency))) {
            return value.wrong("holds for at least one product, and for products of one currency where it is fixed");
        }
        return new PromoCode(code, named.stream().collect(Collectors.toSet()), benefits.getFirst(), limit,
                perCustomer == null ? 1 : perCustomer, until, true);
    }

    private @Nullable ProductCode product(YamlValue value) {
        var code = YamlScalars.productCode(value);
        if (code != null && products != null && !products.containsKey(code.value())) {
            return value.wrong("is none of the products in this file");
        }
        return code;
    }

    private Currency currency(ProductCode product) {
        var planned = products == null ? null : products.get(product.value());
        return planned == null ? Currency.RUB : planned.product().currency();
    }

    private static @Nullable Instant moment(YamlValue value) {
        var text = value.plain();
        if (text == null) {
            return null;
        }
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            return value.wrong("is a moment such as 2027-01-01T00:00:00Z");
        }
    }
}
