package io.kopeck.catalog.internal;

import static io.kopeck.catalog.internal.db.Tables.ACQUIRER_ACCOUNT;
import static io.kopeck.catalog.internal.db.Tables.ACQUIRER_SETTING;
import static io.kopeck.catalog.internal.db.Tables.APPLIED;
import static io.kopeck.catalog.internal.db.Tables.PRODUCT;
import static io.kopeck.catalog.internal.db.Tables.PRODUCT_GRANT;
import static io.kopeck.catalog.internal.db.Tables.PRODUCT_MESSAGE;
import static io.kopeck.catalog.internal.db.Tables.TARIFF;
import static io.kopeck.catalog.internal.db.Tables.TARIFF_VERSION;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;
import static org.jooq.impl.DSL.max;

import io.kopeck.catalog.AcquirerAccount;
import io.kopeck.catalog.Product;
import io.kopeck.catalog.Tariff;
import io.kopeck.catalog.TariffId;
import io.kopeck.catalog.internal.CatalogPlan.PlannedProduct;
import io.kopeck.catalog.internal.Snapshot.Placed;
import io.kopeck.kernel.ProductCode;
import io.kopeck.platform.tx.Rows;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record3;
import org.jooq.Record4;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** All SQL of the catalog. */
@Component
public final class CatalogStore {

    /** "catalog" in ASCII: the advisory lock under which the catalog is changed. */
    private static final long LOCK = 0x636174616c6f67L;

    private static final int READS_MAX = 10;

    private static final List<Field<?>> PRODUCT_FIELDS = List.of(
            PRODUCT.CODE, PRODUCT.POSITION, PRODUCT.TITLE, PRODUCT.ZONE, PRODUCT.CURRENCY, PRODUCT.ACCOUNT,
            PRODUCT.BINDING_MINOR, PRODUCT.SUBSCRIBE_WITHOUT_METHOD, PRODUCT.CANCEL_TRIAL_ENDS_AT_ONCE, PRODUCT.CANCEL_FULL_REFUND_SECONDS,
            PRODUCT.CANCEL_LATER, PRODUCT.DUNNING_ATTEMPTS_SECONDS, PRODUCT.DUNNING_WINDOW_SECONDS,
            PRODUCT.DUNNING_KEEPS_ACCESS, PRODUCT.DUNNING_EXPIRES_WHEN_EXHAUSTED, PRODUCT.PAUSE_DAYS_PER_YEAR,
            PRODUCT.CHANGE_UPGRADE, PRODUCT.CHANGE_DOWNGRADE, PRODUCT.RECEIPT_ENABLED,
            PRODUCT.RECEIPT_TAX_SYSTEM, PRODUCT.RECEIPT_VAT_CODE, PRODUCT.RECEIPT_SUBJECT, PRODUCT.RECEIPT_MODE,
            PRODUCT.DISPUTE_REFUND, PRODUCT.DISPUTE_CHARGEBACK);

    private static final List<Field<?>> TARIFF_FIELDS = List.of(
            TARIFF.ID, TARIFF.PRODUCT, TARIFF.POSITION, TARIFF.ACTIVE, TARIFF_VERSION.VERSION, TARIFF_VERSION.TITLE,
            TARIFF_VERSION.DESCRIPTION, TARIFF_VERSION.PRICE_MINOR, TARIFF_VERSION.CURRENCY,
            TARIFF_VERSION.INTERVAL_UNIT, TARIFF_VERSION.INTERVAL_COUNT, TARIFF_VERSION.TRIAL_UNIT,
            TARIFF_VERSION.TRIAL_COUNT, TARIFF_VERSION.FREE_OPERATIONS, TARIFF_VERSION.FREE_OPERATIONS_CARRY_OVER);

    private final DSLContext db;
    private final PromoStore promos;
    private final PriceListStore prices;
    private final WalletDefaults walletDefaults;

    CatalogStore(DSLContext db, PromoStore promos, PriceListStore prices, WalletDefaults walletDefaults) {
        this.db = db;
        this.promos = promos;
        this.prices = prices;
        this.walletDefaults = walletDefaults;
    }

    /** The number of the newest change; 0 before the first. */
    public long version() {
        var newest = max(APPLIED.VERSION);
        return db.select(newest).from(APPLIED).fetchOptional(newest).orElse(0L);
    }

    /**
     * Reads the whole catalog as it stood at one version.
     *
     * @throws IllegalStateException when it changed during each of {@value #READS_MAX} readings
     */
    public Snapshot read() {
        long version = version();
        for (int i = 0; i < READS_MAX; i++) {
            var wallets = prices.all();
            var snapshot = new Snapshot(version, defaultProduct(), accounts(), products(wallets), wallets, tariffs(), promos.all());
            long versionAfter = version();
            if (versionAfter == version) {
                return snapshot;
            }
            version = versionAfter;
        }
        throw new IllegalStateException("the catalog changes faster than it can be read");
    }

    /** One version of a tariff. */
    public Optional<Tariff> tariff(TariffId id, int version) {
        return db.select(TARIFF_FIELDS)
                .from(TARIFF)
                .join(TARIFF_VERSION).on(TARIFF_VERSION.TARIFF_ID.eq(TARIFF.ID))
                .where(TARIFF.ID.eq(id.value()))
                .and(TARIFF_VERSION.VERSION.eq(version))
                .fetchOptional(CatalogRows::tariffFromRow);
    }

    /** Makes every other writer of the catalog wait until this transaction ends. */
    void lock() {
        db.select(DSL.function("pg_advisory_xact_lock", SQLDataType.OTHER, DSL.val(LOCK)).isNotNull()).fetchOne();
    }

    void addAccount(AcquirerAccount account) {
        db.insertInto(ACQUIRER_ACCOUNT)
                .set(ACQUIRER_ACCOUNT.NAME, account.name())
                .set(ACQUIRER_ACCOUNT.PROVIDER, account.provider())
                .execute();
        addSettings(account);
    }

    void replaceSettings(AcquirerAccount account) {
        db.deleteFrom(ACQUIRER_SETTING).where(ACQUIRER_SETTING.ACCOUNT.eq(account.name())).execute();
        addSettings(account);
    }

    void addProduct(PlannedProduct planned, int position) {
        var product = planned.product();
        var row = CatalogRows.toRow(product);
        row.setPosition(position);
        row.setIsDefault(false);
        db.insertInto(PRODUCT).set(row).execute();
        addGrants(product);
        addMessages(product);
        putWallet(planned);
    }

    void replaceProduct(PlannedProduct planned) {
        var product = planned.product();
        var row = CatalogRows.toRow(product);
        int changed = db.update(PRODUCT).set(row).where(PRODUCT.CODE.eq(product.code().value())).execute();
        Rows.exactlyOne(changed, "product " + product.code());
        db.deleteFrom(PRODUCT_GRANT).where(PRODUCT_GRANT.PRODUCT.eq(product.code().value())).execute();
        addGrants(product);
        db.deleteFrom(PRODUCT_MESSAGE).where(PRODUCT_MESSAGE.PRODUCT.eq(product.code().value())).execute();
        addMessages(product);
        putWallet(planned);
    }

    void makeDefault(ProductCode product) {
        db.update(PRODUCT).set(PRODUCT.IS_DEFAULT, false).where(PRODUCT.IS_DEFAULT).execute();
        int changed = db.update(PRODUCT)
                .set(PRODUCT.IS_DEFAULT, true)
                .where(PRODUCT.CODE.eq(product.value()))
                .execute();
        Rows.exactlyOne(changed, "product " + product);
    }

    void orderProducts(List<ProductCode> codes) {
        for (int i = 0; i < codes.size(); i++) {
            int changed = db.update(PRODUCT)
                    .set(PRODUCT.POSITION, i)
                    .where(PRODUCT.CODE.eq(codes.get(i).value()))
                    .execute();
            Rows.exactlyOne(changed, "product " + codes.get(i));
        }
    }

    void addTariff(TariffId id, ProductCode product, int position, TariffTerms terms, Instant now) {
        db.insertInto(TARIFF)
                .set(TARIFF.ID, id.value())
                .set(TARIFF.PRODUCT, product.value())
                .set(TARIFF.CURRENCY, terms.price().currency().name())
                .set(TARIFF.POSITION, position)
                .set(TARIFF.ACTIVE, true)
                .execute();
        addVersion(id, 1, terms, now);
    }

    void addVersion(TariffId id, int version, TariffTerms terms, Instant now) {
        var row = CatalogRows.toRow(terms);
        row.setTariffId(id.value());
        row.setVersion(version);
        row.setCreatedAt(now);
        db.insertInto(TARIFF_VERSION).set(row).execute();
    }

    void setActive(TariffId id, boolean active) {
        int changed = db.update(TARIFF)
                .set(TARIFF.ACTIVE, active)
                .where(TARIFF.ID.eq(id.value()))
                .and(TARIFF.ACTIVE.ne(active))
                .execute();
        Rows.exactlyOne(changed, "tariff " + id);
    }

    void orderTariffs(List<TariffId> ids) {
        for (int i = 0; i < ids.size(); i++) {
            int changed = db.update(TARIFF)
                    .set(TARIFF.POSITION, i)
                    .where(TARIFF.ID.eq(ids.get(i).value()))
                    .execute();
            Rows.exactlyOne(changed, "tariff " + ids.get(i));
        }
    }

    /** Counts the catalog's version up, which tells every node to read it again. */
    long recordApplied(String hash, String actor, int changes, Instant now) {
        return Objects.requireNonNull(db.insertInto(APPLIED)
                .set(APPLIED.HASH, hash)
                .set(APPLIED.ACTOR, actor)
                .set(APPLIED.CHANGES, changes)
                .set(APPLIED.APPLIED_AT, now)
                .returningResult(APPLIED.VERSION)
                .fetchOne(APPLIED.VERSION));
    }

    private void addSettings(AcquirerAccount account) {
        account.settings().forEach((name, variable) -> db.insertInto(ACQUIRER_SETTING)
                .set(ACQUIRER_SETTING.ACCOUNT, account.name())
                .set(ACQUIRER_SETTING.NAME, name)
                .set(ACQUIRER_SETTING.VARIABLE, variable)
                .execute());
    }

    private void addGrants(Product product) {
        for (int i = 0; i < product.grants().size(); i++) {
            var grant = product.grants().get(i);
            db.insertInto(PRODUCT_GRANT)
                    .set(PRODUCT_GRANT.PRODUCT, product.code().value())
                    .set(PRODUCT_GRANT.POSITION, i)
                    .set(PRODUCT_GRANT.KIND, grant.kind().wireName())
                    .set(PRODUCT_GRANT.NAME, grant.name())
                    .execute();
        }
    }

    private void addMessages(Product product) {
        var messages = product.dunning().messages();
        for (int i = 0; i < messages.size(); i++) {
            var message = messages.get(i);
            db.insertInto(PRODUCT_MESSAGE)
                    .set(PRODUCT_MESSAGE.PRODUCT, product.code().value())
                    .set(PRODUCT_MESSAGE.POSITION, i)
                    .set(PRODUCT_MESSAGE.OCCASION, message.occasion().wireName())
                    .set(PRODUCT_MESSAGE.FAILURE, message.failure())
                    .set(PRODUCT_MESSAGE.MESSAGE, message.message())
                    .execute();
        }
    }

    private void putWallet(PlannedProduct planned) {
        if (planned.wallet() != null) {
            prices.put(planned.product().code(), planned.wallet());
        }
    }

    private @Nullable ProductCode defaultProduct() {
        return db.select(PRODUCT.CODE)
                .from(PRODUCT)
                .where(PRODUCT.IS_DEFAULT)
                .fetchOne(row -> new ProductCode(row.value1()));
    }

    private List<AcquirerAccount> accounts() {
        var settings = db.select(ACQUIRER_SETTING.ACCOUNT, ACQUIRER_SETTING.NAME, ACQUIRER_SETTING.VARIABLE)
                .from(ACQUIRER_SETTING)
                .fetch()
                .stream()
                .collect(groupingBy(Record3::value1, toMap(Record3::value2, Record3::value3)));
        return db.select(ACQUIRER_ACCOUNT.NAME, ACQUIRER_ACCOUNT.PROVIDER)
                .from(ACQUIRER_ACCOUNT)
                .orderBy(ACQUIRER_ACCOUNT.NAME)
                .fetch(row -> new AcquirerAccount(
                        row.value1(), row.value2(), settings.getOrDefault(row.value1(), Map.of())));
    }

    private List<Placed<Product>> products(Map<ProductCode, WalletPlan> wallets) {
        var grants = db.select(PRODUCT_GRANT.PRODUCT, PRODUCT_GRANT.KIND, PRODUCT_GRANT.NAME)
                .from(PRODUCT_GRANT)
                .orderBy(PRODUCT_GRANT.PRODUCT, PRODUCT_GRANT.POSITION)
                .fetch()
                .stream()
                .collect(groupingBy(Record3::value1, mapping(
                        row -> CatalogRows.grantFromRow(row.value2(), row.value3()), toList())));
        var messages = db.select(PRODUCT_MESSAGE.PRODUCT, PRODUCT_MESSAGE.OCCASION, PRODUCT_MESSAGE.FAILURE, PRODUCT_MESSAGE.MESSAGE)
                .from(PRODUCT_MESSAGE)
                .orderBy(PRODUCT_MESSAGE.PRODUCT, PRODUCT_MESSAGE.POSITION)
                .fetch()
                .stream()
                .collect(groupingBy(Record4::value1, mapping(
                        row -> CatalogRows.messageFromRow(row.value2(), row.value3(), row.value4()), toList())));
        return db.select(PRODUCT_FIELDS)
                .from(PRODUCT)
                .orderBy(PRODUCT.POSITION, PRODUCT.CODE)
                .fetch(row -> {
                    var product = CatalogRows.productFromRow(
                            row, grants.getOrDefault(row.get(PRODUCT.CODE), List.of()),
                            messages.getOrDefault(row.get(PRODUCT.CODE), List.of()));
                    var wallet = wallets.get(product.code());
                    return new Placed<>(
                            wallet == null ? product : product.withWallet(wallet.with(walletDefaults)), row.get(PRODUCT.POSITION));
                });
    }

    private List<Placed<Tariff>> tariffs() {
        return db.select(TARIFF_FIELDS)
                .distinctOn(TARIFF.PRODUCT, TARIFF.POSITION, TARIFF.ID)
                .from(TARIFF)
                .join(TARIFF_VERSION).on(TARIFF_VERSION.TARIFF_ID.eq(TARIFF.ID))
                .orderBy(TARIFF.PRODUCT, TARIFF.POSITION, TARIFF.ID, TARIFF_VERSION.VERSION.desc())
                .fetch(row -> new Placed<>(CatalogRows.tariffFromRow(row), row.get(TARIFF.POSITION)));
    }
}
