package io.kopeck.catalog.internal;

import io.kopeck.catalog.FreeOperations;
import io.kopeck.catalog.TopUpTerms;
import io.kopeck.catalog.WalletTerms;
import io.kopeck.catalog.internal.WalletPlan.PlannedOperation;
import io.kopeck.kernel.Currency;
import io.kopeck.kernel.Money;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what a product says of its wallets, in the product's currency. */
final class WalletReader {

    private final Currency currency;

    WalletReader(Currency currency) {
        this.currency = currency;
    }

    @Nullable WalletPlan wallet(YamlValue value) {
        var keys = value.keys("free_operations", "price", "operations", "top_ups");
        if (keys == null) {
            return null;
        }
        var freeOperations = keys.optional("free_operations", number -> number.number(0, WalletTerms.FREE_OPERATIONS_MAX));
        var price = keys.optional("price", this::money);
        var operations = keys.required("operations", this::operations);
        var topUps = keys.required("top_ups", this::topUps);
        return operations == null || topUps == null ? null : new WalletPlan(freeOperations, price, operations, topUps);
    }

    private @Nullable Map<String, PlannedOperation> operations(YamlValue value) {
        var entries = value.entries(WalletTerms.OPERATIONS_MAX);
        if (entries == null) {
            return null;
        }
        if (entries.isEmpty()) {
            return value.wrong("has at least one entry");
        }
        var operations = new LinkedHashMap<String, PlannedOperation>();
        entries.forEach((type, entry) -> {
            var operation = operation(entry);
            if (!type.matches("[a-z][a-z0-9_]{0,39}")) {
                entry.wrong("is not a type of operation: 1 to 40 of a-z, 0-9 and _, beginning with a letter");
            } else if (operation != null) {
                operations.put(type, operation);
            }
        });
        return operations;
    }

    private @Nullable PlannedOperation operation(YamlValue value) {
        var keys = value.keys("price", "billed");
        if (keys == null) {
            return null;
        }
        var price = keys.optional("price", this::money);
        var billed = keys.optional("billed", YamlValue::truth);
        if (price != null && Boolean.FALSE.equals(billed)) {
            return value.wrong("has no price when it is not billed");
        }
        return new PlannedOperation(price, !Boolean.FALSE.equals(billed));
    }

    private @Nullable TopUpTerms topUps(YamlValue value) {
        var keys = value.keys("min", "whole", "offers");
        if (keys == null) {
            return null;
        }
        var min = keys.required("min", this::money);
        var whole = keys.required("whole", YamlValue::truth);
        if (min == null || whole == null) {
            return null;
        }
        if (whole && !min.isWhole()) {
            return value.wrong("takes whole amounts only, so that min is one");
        }
        var any = new TopUpTerms(min, whole, List.of());
        var offers = keys.optional("offers", list -> offers(list, any));
        return offers == null ? any : new TopUpTerms(min, whole, offers);
    }

    private @Nullable List<Money> offers(YamlValue value, TopUpTerms terms) {
        var offers = YamlValue.all(value.items(TopUpTerms.OFFERS_MAX), offer -> offer(offer, terms));
        boolean twice = offers != null && new HashSet<>(offers).size() < offers.size();
        return twice ? value.wrong("names an amount twice") : offers;
    }

    private @Nullable Money offer(YamlValue value, TopUpTerms terms) {
        var amount = money(value);
        return amount == null || terms.accepts(amount)
                ? amount
                : value.wrong("is at least min, and a whole amount when whole is true");
    }

    private @Nullable Money money(YamlValue value) {
        return YamlScalars.money(value, currency);
    }

    /** What a tariff brings. */
    static @Nullable FreeOperations freeOperations(YamlValue value) {
        var keys = value.keys("count", "carry_over");
        if (keys == null) {
            return null;
        }
        var count = keys.required("count", number -> number.number(1, FreeOperations.COUNT_MAX));
        var carryOver = keys.required("carry_over", YamlValue::truth);
        return count == null || carryOver == null ? null : new FreeOperations(count, carryOver);
    }
}
