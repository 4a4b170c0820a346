package io.kopeck.catalog.internal;

import io.kopeck.catalog.CancellationPolicy;
import io.kopeck.catalog.DisputePolicy;
import io.kopeck.catalog.DunningPolicy;
import io.kopeck.catalog.GrantSpec;
import io.kopeck.catalog.PausePolicy;
import io.kopeck.catalog.Product;
import io.kopeck.catalog.ReceiptTerms;
import io.kopeck.catalog.TariffId;
import io.kopeck.catalog.internal.CatalogPlan.PlannedProduct;
import io.kopeck.catalog.internal.CatalogPlan.PlannedTariff;
import io.kopeck.kernel.Currency;
import io.kopeck.kernel.Money;
import io.kopeck.kernel.ProductCode;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the products of one catalog file. */
final class ProductReader {

    private static final int TARIFFS_MAX = 100;
    private static final int GRANTS_MAX = 20;
    private static final int TAX_SYSTEM_MAX = 6;
    private static final int VAT_CODE_MAX = 12;

    private final @Nullable Set<String> accounts;
    private final Set<TariffId> tariffIds = new HashSet<>();

    /** Products may name these accounts; null when the accounts could not be read, then any. */
    ProductReader(@Nullable Set<String> accounts) {
        this.accounts = accounts;
    }

    @Nullable PlannedProduct product(String code, YamlValue value) {
        var keys = value.keys("title", "zone", "currency", "account", "binding_amount", "subscribe_without_method",
                "cancellation", "dunning", "pause", "change", "grants", "receipts", "disputes", "wallet", "tariffs");
        if (keys == null) {
            return null;
        }
        var title = keys.required("title", YamlScalars::title);
        var zone = keys.required("zone", YamlScalars::zone);
        var currency = keys.required("currency", YamlScalars::currency);
        var moneyCurrency = currency == null ? Currency.RUB : currency;
        var account = keys.required("account", this::account);
        boolean hasWallet = keys.has("wallet");
        var wallet = keys.optional("wallet", new WalletReader(moneyCurrency)::wallet);
        var tariffs = keys.orElse(
                "tariffs", list -> tariffs(list, moneyCurrency, hasWallet), hasWallet ? List.<PlannedTariff>of() : null);
        boolean operationsAlone = hasWallet && tariffs != null && tariffs.isEmpty();
        var binding = keys.orElse("binding_amount", amount -> YamlScalars.money(amount, moneyCurrency),
                operationsAlone ? Money.of(BigDecimal.ONE, moneyCurrency) : null);
        var cancellation = keys.orElse("cancellation", PolicyReader::cancellation, operationsAlone ? CancellationPolicy.DEFAULT : null);
        var dunning = keys.orElse("dunning", PolicyReader::dunning, operationsAlone ? DunningPolicy.DEFAULT : null);
        var withoutMethod = keys.optional("subscribe_without_method", YamlValue::truth);
        var pause = keys.optional("pause", PolicyReader::pause);
        var change = keys.optional("change", PolicyReader::change);
        var grants = keys.orElse("grants", ProductReader::grants, operationsAlone ? List.<GrantSpec>of() : null);
        var receipts = keys.required("receipts", ProductReader::receipts);
        var disputes = keys.optional("disputes", PolicyReader::disputes);
        if (title == null || zone == null || currency == null || account == null || binding == null
                || cancellation == null || dunning == null || grants == null || receipts == null || tariffs == null) {
            return null;
        }
        var product = new Product(new ProductCode(code), title, zone, currency, account, binding,
                Boolean.TRUE.equals(withoutMethod), cancellation, dunning, pause == null ? PausePolicy.NONE : pause, change,
                grants, receipts, disputes == null ? DisputePolicy.DEFAULT : disputes, null);
        return new PlannedProduct(product, wallet, tariffs);
    }

    private @Nullable String account(YamlValue value) {
        var name = YamlScalars.name(value);
        if (name != null && accounts != null && !accounts.contains(name)) {
            return value.wrong("is none of the accounts in this file");
        }
        return name;
    }

    private static @Nullable List<GrantSpec> grants(YamlValue value) {
        var grants = YamlValue.all(value.items(GRANTS_MAX), ProductReader::grant);
        if (grants != null && new HashSet<>(grants).size() < grants.size()) {
            return value.wrong("names a grant twice");
        }
        return grants;
    }

    private static @Nullable GrantSpec grant(YamlValue value) {
        var keys = value.keys(GrantSpec.Kind.ROLE.wireName(), GrantSpec.Kind.EXTERNAL_ROLE.wireName());
        if (keys == null) {
            return null;
        }
        var kind = keys.only().flatMap(GrantSpec.Kind::of);
        if (kind.isEmpty()) {
            return value.wrong("is one grant, either role or external_role");
        }
        var name = keys.required(kind.get().wireName(), switch (kind.get()) {
            case ROLE -> YamlScalars::role;
            case EXTERNAL_ROLE -> YamlScalars::variable;
        });
        return name == null ? null : new GrantSpec(kind.get(), name);
    }

    private static @Nullable ReceiptTerms receipts(YamlValue value) {
        var keys = value.keys("enabled", "tax_system", "vat_code", "subject", "mode");
        if (keys == null) {
            return null;
        }
        var enabled = keys.required("enabled", YamlValue::truth);
        var taxSystem = keys.optional("tax_system", number -> number.number(1, TAX_SYSTEM_MAX));
        var vatCode = keys.required("vat_code", number -> number.number(1, VAT_CODE_MAX));
        var subject = keys.required("subject", text -> YamlScalars.matching(
                text, "[a-z][a-z_]{0,39}", "is a payment subject such as service"));
        var mode = keys.required("mode", YamlScalars::receiptMode);
        return enabled == null || vatCode == null || subject == null || mode == null
                ? null
                : new ReceiptTerms(enabled, taxSystem, vatCode, subject, mode);
    }

    private @Nullable List<PlannedTariff> tariffs(YamlValue value, Currency currency, boolean hasWallet) {
        return YamlValue.all(value.items(TARIFFS_MAX), tariff -> tariff(tariff, currency, hasWallet));
    }

    private @Nullable PlannedTariff tariff(YamlValue value, Currency currency, boolean hasWallet) {
        var keys = value.keys("id", "title", "description", "price", "period", "trial", "free_operations");
        if (keys == null) {
            return null;
        }
        var id = keys.required("id", this::newTariffId);
        var title = keys.required("title", YamlScalars::title);
        var description = keys.required("description", YamlScalars::description);
        var price = keys.required("price", amount -> YamlScalars.money(amount, currency));
        var period = keys.required("period", YamlScalars::interval);
        var trial = keys.optional("trial", YamlScalars::interval);
        var freeOperations = keys.optional("free_operations", free -> hasWallet
                ? WalletReader.freeOperations(free)
                : free.wrong("needs a wallet section of the product"));
        return id == null || title == null || description == null || price == null || period == null
                ? null
                : new PlannedTariff(id, new TariffTerms(title, description, price, period, trial, freeOperations));
    }

    private @Nullable TariffId newTariffId(YamlValue value) {
        var id = YamlScalars.tariffId(value);
        if (id != null && !tariffIds.add(id)) {
            return value.wrong("is the id of another tariff in this file");
        }
        return id;
    }
}
