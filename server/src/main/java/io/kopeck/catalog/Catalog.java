package io.kopeck.catalog;

import io.kopeck.catalog.internal.CatalogStore;
import io.kopeck.catalog.internal.Snapshot;
import io.kopeck.catalog.internal.SoldVersions;
import io.kopeck.catalog.internal.StartCatalog;
import io.kopeck.kernel.ProductCode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.DependsOn;
import org.springframework.stereotype.Component;

/**
 * What is sold now, and what was ever sold.
 *
 * <p>Answers come from memory. Every answer is of one applied catalog, never half of two; what another node applied is
 * seen here within about a second, what this node applied at once.
 */
@Component
@DependsOn(StartCatalog.NAME)
public final class Catalog {

    private static final int TARIFFS_MAX = 100;
    private static final long CHECK_NANOS = Duration.ofSeconds(1).toNanos();

    private final CatalogStore store;
    private final LongSupplier nanoTime;
    private final SoldVersions soldVersions = new SoldVersions();
    private final AtomicReference<@Nullable Snapshot> known = new AtomicReference<>();
    private final AtomicLong checkedAtNanos;

    @Autowired
    Catalog(CatalogStore store) {
        this(store, System::nanoTime);
    }

    Catalog(CatalogStore store, LongSupplier nanoTime) {
        this.store = store;
        this.nanoTime = nanoTime;
        this.checkedAtNanos = new AtomicLong(nanoTime.getAsLong());
    }

    /**
     * The product that self-service means when the request names none.
     *
     * @throws IllegalStateException when the catalog is empty, which a started server's never is
     */
    public Product defaultProduct() {
        return snapshot()
                .defaultProduct()
                .orElseThrow(() -> new IllegalStateException("the catalog is empty: apply a catalog file"));
    }

    public Optional<Product> product(ProductCode code) {
        return snapshot().product(code);
    }

    /** All products, in catalog order. */
    public List<Product> products() {
        return snapshot().products();
    }

    /** The newest version of each active tariff of the product, in catalog order; at most {@value #TARIFFS_MAX}. */
    public List<Tariff> tariffs(ProductCode product) {
        var onSale = snapshot().onSale(product);
        return onSale.subList(0, Math.min(TARIFFS_MAX, onSale.size()));
    }

    /** The newest version of the tariff, active or archived. */
    public Optional<Tariff> tariff(TariffId id) {
        return snapshot().tariff(id);
    }

    /** One version, for what was sold with it; {@code active} tells of the tariff as it is now. */
    public Optional<Tariff> tariff(TariffId id, int version) {
        var newest = snapshot().tariff(id);
        if (newest.isPresent() && newest.get().version() == version) {
            return newest;
        }
        return soldVersions.get(id, version, store::tariff)
                .map(tariff -> tariff.withActive(newest.orElse(tariff).active()));
    }

    /** The promo code, active or archived; {@code code} in any case. */
    public Optional<PromoCode> promoCode(String code) {
        return snapshot().promoCode(code.toUpperCase(Locale.ROOT));
    }

    public Optional<AcquirerAccount> account(String name) {
        return snapshot().account(name);
    }

    /** All accounts, by name. */
    public List<AcquirerAccount> accounts() {
        return snapshot().accounts();
    }

    /** Reads the catalog again, now. */
    void reload() {
        checkedAtNanos.set(nanoTime.getAsLong());
        remember(store.read());
    }

    /** No lock is taken: of many threads one checks while the others answer from what is known. */
    private Snapshot snapshot() {
        var snapshot = known.get();
        if (snapshot == null) {
            return remember(store.read());
        }
        long checked = checkedAtNanos.get();
        long now = nanoTime.getAsLong();
        if (now - checked < CHECK_NANOS || !checkedAtNanos.compareAndSet(checked, now)) {
            return snapshot;
        }
        return store.version() == snapshot.version() ? snapshot : remember(store.read());
    }

    /** Of two readings that raced the newer one stays. */
    private Snapshot remember(Snapshot read) {
        return known.accumulateAndGet(
                read, (before, after) -> before != null && before.version() > after.version() ? before : after);
    }
}
