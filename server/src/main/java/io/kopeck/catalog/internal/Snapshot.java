package io.kopeck.catalog.internal;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.kopeck.catalog.AcquirerAccount;
import io.kopeck.catalog.Product;
import io.kopeck.catalog.PromoCode;
import io.kopeck.catalog.Tariff;
import io.kopeck.catalog.TariffId;
import io.kopeck.kernel.ProductCode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The stored catalog at one version: accounts, products, and the newest version of every tariff. Immutable. */
public final class Snapshot {

    private final long version;
    private final @Nullable ProductCode defaultProduct;
    private final List<AcquirerAccount> accounts;
    private final List<Placed<Product>> products;
    private final Map<ProductCode, WalletPlan> wallets;
    private final List<Placed<Tariff>> tariffs;
    private final Map<String, PromoCode> promoCodes;
    private final Map<String, AcquirerAccount> accountsByName;
    private final Map<ProductCode, Product> productsByCode;
    private final Map<TariffId, Tariff> tariffsById;
    private final Map<ProductCode, List<Tariff>> onSale;

    Snapshot(
            long version,
            @Nullable ProductCode defaultProduct,
            List<AcquirerAccount> accounts,
            List<Placed<Product>> products,
            Map<ProductCode, WalletPlan> wallets,
            List<Placed<Tariff>> tariffs,
            List<PromoCode> promoCodes) {
        this.version = version;
        this.defaultProduct = defaultProduct;
        this.accounts = List.copyOf(accounts);
        this.products = List.copyOf(products);
        this.wallets = Map.copyOf(wallets);
        this.tariffs = List.copyOf(tariffs);
        this.promoCodes = promoCodes.stream().collect(toUnmodifiableMap(PromoCode::code, Function.identity()));
        this.accountsByName = accounts.stream().collect(toUnmodifiableMap(AcquirerAccount::name, Function.identity()));
        this.productsByCode =
                products.stream().map(Placed::value).collect(toUnmodifiableMap(Product::code, Function.identity()));
        this.tariffsById =
                tariffs.stream().map(Placed::value).collect(toUnmodifiableMap(Tariff::id, Function.identity()));
        this.onSale = tariffs.stream()
                .map(Placed::value)
                .filter(Tariff::active)
                .collect(Collectors.groupingBy(Tariff::product, Collectors.toUnmodifiableList()));
    }

    /** Counts applied catalogs; 0 when none ever was. */
    public long version() {
        return version;
    }

    /** Whether nothing was ever put into the catalog. */
    public boolean isEmpty() {
        return version == 0 && accounts.isEmpty() && products.isEmpty();
    }

    public Optional<Product> defaultProduct() {
        return Optional.ofNullable(defaultProduct).map(productsByCode::get);
    }

    public List<AcquirerAccount> accounts() {
        return accounts;
    }

    public Optional<AcquirerAccount> account(String name) {
        return Optional.ofNullable(accountsByName.get(name));
    }

    public List<Product> products() {
        return products.stream().map(Placed::value).toList();
    }

    public Optional<Product> product(ProductCode code) {
        return Optional.ofNullable(productsByCode.get(code));
    }

    /** What is stored of the product's wallets; empty when it has none. */
    Optional<WalletPlan> wallet(ProductCode code) {
        return Optional.ofNullable(wallets.get(code));
    }

    /** The active tariffs of the product in catalog order. */
    public List<Tariff> onSale(ProductCode product) {
        return onSale.getOrDefault(product, List.of());
    }

    /** The newest version, active or archived. */
    public Optional<Tariff> tariff(TariffId id) {
        return Optional.ofNullable(tariffsById.get(id));
    }

    /** Active or archived. */
    public Optional<PromoCode> promoCode(String code) {
        return Optional.ofNullable(promoCodes.get(code));
    }

    Collection<PromoCode> promoCodes() {
        return promoCodes.values();
    }

    List<Placed<Product>> placedProducts() {
        return products;
    }

    List<Placed<Tariff>> placedTariffs() {
        return tariffs;
    }

    /** Something with its place in the catalog's order. */
    record Placed<T>(T value, int position) {}
}
