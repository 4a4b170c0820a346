package io.kopeck.catalog.internal;

import io.kopeck.catalog.AcquirerAccount;
import io.kopeck.catalog.DunningMessage;
import io.kopeck.catalog.FreeOperations;
import io.kopeck.catalog.GrantSpec;
import io.kopeck.catalog.Product;
import io.kopeck.catalog.PromoCode;
import io.kopeck.catalog.internal.WalletPlan.PlannedOperation;
import io.kopeck.kernel.BillingInterval;
import io.kopeck.kernel.Money;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says the catalog's values, and how they differ, in the words of the file. */
final class Words {

    private static final int TEXT_MAX = 60;
    private static final String NONE = "none";

    private Words() {}

    /** One text for each key of the file that differs. */
    static List<String> differences(AcquirerAccount before, AcquirerAccount after) {
        return differences(described(before), described(after));
    }

    /** One text for each key of the file that differs. */
    static List<String> differences(Product before, Product after) {
        return differences(described(before), described(after));
    }

    /** One text for each key of the file that differs, and one when operations are only shown in another order. */
    static List<String> differences(@Nullable WalletPlan before, @Nullable WalletPlan after) {
        var texts = differences(described(before), described(after));
        if (before != null && after != null && before.operations().equals(after.operations())
                && !types(before).equals(types(after))) {
            texts.add("wallet.operations now in the order " + shortened(joined(types(after))));
        }
        return texts;
    }

    static String differences(TariffTerms before, TariffTerms after) {
        var texts = new ArrayList<String>();
        if (!before.price().equals(after.price())) {
            texts.add("price " + before.price().decimal() + " -> " + after.price());
        }
        texts.addAll(differences(described(before), described(after)));
        return String.join(", ", texts);
    }

    static String described(PromoCode code) {
        var gives = switch (code.benefit()) {
            case PromoCode.Benefit.Percent(var percent) -> percent + " percent";
            case PromoCode.Benefit.Fixed(var amount) -> amount.toString();
            case PromoCode.Benefit.TrialDays(var days) -> days + " trial days";
        };
        return gives + " for " + joined(code.products().stream().map(Object::toString).sorted().toList())
                + (code.usesMax() == null ? "" : ", " + code.usesMax() + " times")
                + ", " + code.perCustomer() + " per customer"
                + (code.endsAt() == null ? "" : ", until " + code.endsAt())
                + (code.active() ? "" : ", archived");
    }

    static String quoted(String text) {
        return '"' + shortened(text) + '"';
    }

    static String interval(@Nullable BillingInterval interval) {
        if (interval == null) {
            return NONE;
        }
        var unit = interval.unit().wireName();
        return interval.count() == 1 ? unit : interval.count() + " " + unit;
    }

    static String freeOperations(@Nullable FreeOperations free) {
        return free == null ? NONE : free.count() + (free.carryOver() ? " carried over" : "");
    }

    private static List<String> differences(Map<String, String> before, Map<String, String> after) {
        var keys = new LinkedHashSet<>(before.keySet());
        keys.addAll(after.keySet());
        var texts = new ArrayList<String>();
        for (var key : keys) {
            var old = before.getOrDefault(key, NONE);
            var now = after.getOrDefault(key, NONE);
            if (!old.equals(now)) {
                boolean telling = !shortened(old).equals(shortened(now));
                texts.add(telling ? key + " " + shortened(old) + " -> " + shortened(now) : key + " changed");
            }
        }
        return texts;
    }

    private static Map<String, String> described(AcquirerAccount account) {
        var settings = new TreeMap<String, String>();
        account.settings().forEach((name, variable) -> settings.put("settings." + name, variable));
        return settings;
    }

    private static Map<String, String> described(Product product) {
        var words = new LinkedHashMap<String, String>();
        words.put("title", '"' + product.title() + '"');
        words.put("zone", product.zone().getId());
        words.put("account", product.acquirer());
        words.put("binding_amount", product.bindingAmount().toString());
        words.put("subscribe_without_method", String.valueOf(product.subscribesWithoutMethod()));
        var cancellation = product.cancellation();
        words.put("cancellation.trial_ends_at_once", String.valueOf(cancellation.trialEndsAtOnce()));
        words.put("cancellation.full_refund_within", duration(cancellation.fullRefundWithin()));
        words.put("cancellation.later", cancellation.later().name().toLowerCase(Locale.ROOT));
        var dunning = product.dunning();
        words.put("dunning.attempts", joined(dunning.attempts().stream().map(Words::duration).toList()));
        words.put("dunning.window", duration(dunning.window()));
        words.put("dunning.keeps_access", String.valueOf(dunning.keepsAccess()));
        words.put("dunning.expires_when_exhausted", String.valueOf(dunning.expiresWhenExhausted()));
        words.put("dunning.messages", joined(dunning.messages().stream().map(Words::message).toList()));
        words.put("pause.days_per_year", String.valueOf(product.pause().daysPerYear()));
        var change = product.change();
        words.put("change.upgrade", change == null ? NONE : change.upgrade().wireName());
        words.put("change.downgrade", change == null ? NONE : change.downgrade().wireName());
        words.put("grants", joined(product.grants().stream().map(Words::grant).toList()));
        words.put("disputes.refund", product.disputes().refund().name().toLowerCase(Locale.ROOT));
        words.put("disputes.chargeback", product.disputes().chargeback().name().toLowerCase(Locale.ROOT));
        var receipts = product.receipts();
        words.put("receipts.enabled", String.valueOf(receipts.enabled()));
        words.put("receipts.tax_system", receipts.taxSystem() == null ? NONE : receipts.taxSystem().toString());
        words.put("receipts.vat_code", String.valueOf(receipts.vatCode()));
        words.put("receipts.subject", receipts.subject());
        words.put("receipts.mode", receipts.mode());
        return words;
    }

    private static Map<String, String> described(@Nullable WalletPlan wallet) {
        var words = new LinkedHashMap<String, String>();
        if (wallet == null) {
            return words;
        }
        words.put("wallet.free_operations",
                wallet.freeOperations() == null ? WalletDefaults.FREE_OPERATIONS : wallet.freeOperations().toString());
        words.put("wallet.price", wallet.price() == null ? WalletDefaults.PRICE : wallet.price().toString());
        wallet.operations().forEach((type, operation) -> words.put("wallet.operations." + type, operation(operation)));
        var topUps = wallet.topUps();
        words.put("wallet.top_ups.min", topUps.min().toString());
        words.put("wallet.top_ups.whole", String.valueOf(topUps.whole()));
        words.put("wallet.top_ups.offers", joined(topUps.offers().stream().map(Money::decimal).toList()));
        return words;
    }

    /** All but the price, which reads better on its own. */
    private static Map<String, String> described(TariffTerms terms) {
        var words = new LinkedHashMap<String, String>();
        words.put("title", '"' + terms.title() + '"');
        words.put("description", '"' + terms.description() + '"');
        words.put("period", interval(terms.interval()));
        words.put("trial", interval(terms.trial()));
        words.put("free_operations", freeOperations(terms.freeOperations()));
        return words;
    }

    /** As a person writes it in the file: {@code P2D}, where Java says {@code PT48H}. */
    private static String duration(Duration duration) {
        var days = Duration.ofDays(duration.toDays());
        return duration.equals(days) ? "P" + days.toDays() + "D" : duration.toString();
    }

    private static String grant(GrantSpec grant) {
        return grant.kind().wireName() + ": " + grant.name();
    }

    private static String message(DunningMessage message) {
        return message.occasion().wireName() + (message.failure() == null ? "" : " " + message.failure()) + ": " + message.message();
    }

    private static String operation(PlannedOperation operation) {
        if (!operation.billed()) {
            return "not billed";
        }
        return operation.price() == null ? "wallet.price" : operation.price().toString();
    }

    private static List<String> types(WalletPlan wallet) {
        return List.copyOf(wallet.operations().keySet());
    }

    private static String joined(List<String> items) {
        return items.stream().collect(Collectors.joining(", ", "[", "]"));
    }

    private static String shortened(String text) {
        if (text.codePointCount(0, text.length()) <= TEXT_MAX) {
            return text.replace('\n', ' ');
        }
        return text.substring(0, text.offsetByCodePoints(0, TEXT_MAX)).replace('\n', ' ') + "…";
    }
}
