package io.kopeck.catalog.internal;

import static io.kopeck.catalog.internal.db.Tables.PRODUCT;
import static io.kopeck.catalog.internal.db.Tables.PRODUCT_OPERATION;
import static io.kopeck.catalog.internal.db.Tables.PRODUCT_WALLET;

import io.kopeck.catalog.TopUpTerms;
import io.kopeck.catalog.internal.WalletPlan.PlannedOperation;
import io.kopeck.catalog.internal.db.tables.records.ProductWalletRecord;
import io.kopeck.kernel.Currency;
import io.kopeck.kernel.Money;
import io.kopeck.kernel.ProductCode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** All SQL of what wallets are charged for and how they are filled. */
@Component
final class PriceListStore {

    private final DSLContext db;

    PriceListStore(DSLContext db) {
        this.db = db;
    }

    /** What is stored of each product that has wallets. */
    Map<ProductCode, WalletPlan> all() {
        var operations = operations();
        var wallets = new HashMap<ProductCode, WalletPlan>();
        db.select(PRODUCT_WALLET.PRODUCT, PRODUCT.CURRENCY, PRODUCT_WALLET.FREE_OPERATIONS, PRODUCT_WALLET.PRICE_MINOR,
                        PRODUCT_WALLET.TOP_UP_MIN_MINOR, PRODUCT_WALLET.TOP_UP_WHOLE, PRODUCT_WALLET.TOP_UP_OFFER_MINORS)
                .from(PRODUCT_WALLET)
                .join(PRODUCT).on(PRODUCT.CODE.eq(PRODUCT_WALLET.PRODUCT))
                .fetch()
                .forEach(row -> wallets.put(
                        new ProductCode(row.value1()), fromRow(row, operations.getOrDefault(row.value1(), Map.of()))));
        return wallets;
    }

    /** Writes the wallet over what there is of it. */
    void put(ProductCode product, WalletPlan wallet) {
        var row = toRow(product, wallet);
        db.insertInto(PRODUCT_WALLET).set(row).onConflict(PRODUCT_WALLET.PRODUCT).doUpdate().set(row).execute();
        db.deleteFrom(PRODUCT_OPERATION).where(PRODUCT_OPERATION.PRODUCT.eq(product.value())).execute();
        int position = 0;
        for (var entry : wallet.operations().entrySet()) {
            var operation = entry.getValue();
            db.insertInto(PRODUCT_OPERATION)
                    .set(PRODUCT_OPERATION.PRODUCT, product.value())
                    .set(PRODUCT_OPERATION.TYPE, entry.getKey())
                    .set(PRODUCT_OPERATION.POSITION, position++)
                    .set(PRODUCT_OPERATION.BILLED, operation.billed())
                    .set(PRODUCT_OPERATION.PRICE_MINOR, minor(operation.price()))
                    .execute();
        }
    }

    private Map<String, Map<String, PlannedOperation>> operations() {
        var operations = new HashMap<String, Map<String, PlannedOperation>>();
        db.select(PRODUCT_OPERATION.PRODUCT, PRODUCT_OPERATION.TYPE, PRODUCT_OPERATION.BILLED, PRODUCT_OPERATION.PRICE_MINOR, PRODUCT.CURRENCY)
                .from(PRODUCT_OPERATION)
                .join(PRODUCT).on(PRODUCT.CODE.eq(PRODUCT_OPERATION.PRODUCT))
                .orderBy(PRODUCT_OPERATION.PRODUCT, PRODUCT_OPERATION.POSITION, PRODUCT_OPERATION.TYPE)
                .fetch()
                .forEach(row -> operations.computeIfAbsent(row.value1(), _ -> new LinkedHashMap<>()).put(
                        row.value2(), new PlannedOperation(money(row.value4(), Currency.valueOf(row.value5())), row.value3())));
        return operations;
    }

    private static WalletPlan fromRow(Record row, Map<String, PlannedOperation> operations) {
        var currency = Currency.valueOf(row.get(PRODUCT.CURRENCY));
        var offers = Arrays.stream(row.get(PRODUCT_WALLET.TOP_UP_OFFER_MINORS)).map(minor -> new Money(minor, currency)).toList();
        return new WalletPlan(
                row.get(PRODUCT_WALLET.FREE_OPERATIONS),
                money(row.get(PRODUCT_WALLET.PRICE_MINOR), currency),
                operations,
                new TopUpTerms(
                        new Money(row.get(PRODUCT_WALLET.TOP_UP_MIN_MINOR), currency), row.get(PRODUCT_WALLET.TOP_UP_WHOLE), offers));
    }

    private static ProductWalletRecord toRow(ProductCode product, WalletPlan wallet) {
        var row = new ProductWalletRecord();
        row.setProduct(product.value());
        row.setFreeOperations(wallet.freeOperations());
        row.setPriceMinor(minor(wallet.price()));
        row.setTopUpMinMinor(wallet.topUps().min().minor());
        row.setTopUpWhole(wallet.topUps().whole());
        row.setTopUpOfferMinors(wallet.topUps().offers().stream().map(Money::minor).toArray(Long[]::new));
        return row;
    }

    private static @Nullable Money money(@Nullable Long minor, Currency currency) {
        return minor == null ? null : new Money(minor, currency);
    }

    private static @Nullable Long minor(@Nullable Money money) {
        return money == null ? null : money.minor();
    }
}
