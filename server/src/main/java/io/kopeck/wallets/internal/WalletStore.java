package io.kopeck.wallets.internal;

import static io.kopeck.wallets.internal.db.Tables.OPERATION;
import static io.kopeck.wallets.internal.db.Tables.WALLET;

import io.kopeck.kernel.Currency;
import io.kopeck.kernel.CustomerId;
import io.kopeck.kernel.Money;
import io.kopeck.kernel.ProductCode;
import io.kopeck.platform.tx.Rows;
import io.kopeck.wallets.OperationId;
import io.kopeck.wallets.OperationStatus;
import io.kopeck.wallets.OperationView;
import io.kopeck.wallets.OperationView.HeldFirst;
import io.kopeck.wallets.Spending;
import io.kopeck.wallets.WalletId;
import io.kopeck.wallets.WalletView;
import java.time.Instant;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The SQL of wallets and their operations, apart from charging them. */
@Component
class WalletStore {

    private final DSLContext db;

    WalletStore(DSLContext db) {
        this.db = db;
    }

    Optional<WalletView> find(CustomerId customer, ProductCode product) {
        return db.select(WALLET.fields()).from(WALLET)
                .where(WALLET.CUSTOMER_ID.eq(customer.value())).and(WALLET.PRODUCT.eq(product.value()))
                .fetchOptional(WalletStore::wallet);
    }

    Optional<WalletView> find(WalletId wallet) {
        return db.select(WALLET.fields()).from(WALLET).where(WALLET.ID.eq(wallet.value())).fetchOptional(WalletStore::wallet);
    }

    /** Does nothing when the customer has one already. */
    void insert(WalletView wallet, long account, long revenue) {
        db.insertInto(WALLET)
                .set(WALLET.CUSTOMER_ID, wallet.customer().value())
                .set(WALLET.ID, wallet.id().value())
                .set(WALLET.PRODUCT, wallet.product().value())
                .set(WALLET.CURRENCY, wallet.balance().currency().name())
                .set(WALLET.ACCOUNT_ID, account)
                .set(WALLET.REVENUE_ACCOUNT_ID, revenue)
                .set(WALLET.BALANCE_MINOR, wallet.balance().minor())
                .set(WALLET.HELD_MINOR, wallet.held().minor())
                .set(WALLET.FREE_LEFT, wallet.freeLeft())
                .set(WALLET.FREE_LASTING, wallet.freeLeft())
                .set(WALLET.SPENT_ON, wallet.spending().lastOn())
                .set(WALLET.SPENT_TODAY_MINOR, wallet.spending().lastDay().minor())
                .set(WALLET.SPENT_MONTH_MINOR, wallet.spending().lastMonth().minor())
                .set(WALLET.CREATED_AT, wallet.createdAt())
                .set(WALLET.MODIFIED_AT, wallet.createdAt())
                .onConflictDoNothing()
                .execute();
    }

    void updateLimits(WalletView wallet, @Nullable Money perDay, @Nullable Money perMonth, Instant now) {
        var changed = db.update(WALLET)
                .set(WALLET.DAY_LIMIT_MINOR, perDay == null ? null : perDay.minor())
                .set(WALLET.MONTH_LIMIT_MINOR, perMonth == null ? null : perMonth.minor())
                .set(WALLET.MODIFIED_AT, now)
                .where(WALLET.ID.eq(wallet.id().value())).and(WALLET.CUSTOMER_ID.eq(wallet.customer().value()))
                .execute();
        Rows.exactlyOne(changed, "wallet " + wallet.id());
    }

    Optional<OperationView> operation(OperationId operation) {
        return db.select(OPERATION.fields()).select(WALLET.CURRENCY)
                .from(OPERATION)
                .join(WALLET).on(WALLET.ID.eq(OPERATION.WALLET_ID)).and(WALLET.CUSTOMER_ID.eq(OPERATION.CUSTOMER_ID))
                .where(OPERATION.ID.eq(operation.value()))
                .fetchOptional(WalletStore::operation);
    }

    /** Marks it returned; false when it is already. */
    boolean updateRefunded(OperationView operation, Instant now) {
        return db.update(OPERATION)
                .set(OPERATION.STATUS, OperationStatus.REFUNDED.wireName())
                .set(OPERATION.REFUNDED_AT, now)
                .where(OPERATION.WALLET_ID.eq(operation.wallet().value()))
                .and(OPERATION.ID.eq(operation.id().value()))
                .and(OPERATION.CUSTOMER_ID.eq(operation.customer().value()))
                .and(OPERATION.STATUS.eq(operation.status().wireName()))
                .execute() == 1;
    }

    /** Puts money into the wallet; returns the accounts it moves between. */
    Accounts updateAdded(CustomerId customer, WalletId wallet, Money amount, Instant now) {
        var row = db.update(WALLET)
                .set(WALLET.BALANCE_MINOR, WALLET.BALANCE_MINOR.plus(amount.minor()))
                .set(WALLET.MODIFIED_AT, now)
                .where(WALLET.ID.eq(wallet.value())).and(WALLET.CUSTOMER_ID.eq(customer.value()))
                .returning(WALLET.ACCOUNT_ID, WALLET.REVENUE_ACCOUNT_ID)
                .fetch();
        Rows.exactlyOne(row.size(), "wallet " + wallet);
        return new Accounts(row.getFirst().getAccountId(), row.getFirst().getRevenueAccountId());
    }

    private static WalletView wallet(Record row) {
        var currency = Currency.valueOf(row.get(WALLET.CURRENCY));
        return new WalletView(
                new WalletId(row.get(WALLET.ID)), new CustomerId(row.get(WALLET.CUSTOMER_ID)), new ProductCode(row.get(WALLET.PRODUCT)),
                new Money(row.get(WALLET.BALANCE_MINOR), currency), new Money(row.get(WALLET.HELD_MINOR), currency),
                new Money(row.get(WALLET.DEBT_MINOR), currency), row.get(WALLET.FREE_LEFT),
                row.get(WALLET.BLOCKED_AT) != null, spending(row, currency), row.get(WALLET.CREATED_AT));
    }

    private static Spending spending(Record row, Currency currency) {
        return new Spending(
                money(row.get(WALLET.DAY_LIMIT_MINOR), currency), money(row.get(WALLET.MONTH_LIMIT_MINOR), currency), row.get(WALLET.SPENT_ON),
                new Money(row.get(WALLET.SPENT_TODAY_MINOR), currency), new Money(row.get(WALLET.SPENT_MONTH_MINOR), currency));
    }

    private static @Nullable Money money(@Nullable Long minor, Currency currency) {
        return minor == null ? null : new Money(minor, currency);
    }

    static OperationView operation(Record row) {
        var currency = Currency.valueOf(row.get(WALLET.CURRENCY));
        var heldMinor = row.get(OPERATION.HELD_MINOR);
        var hold = heldMinor == null ? null
                : new HeldFirst(new Money(heldMinor, currency), row.get(OPERATION.EXPIRES_AT), row.get(OPERATION.CAPTURED_AT), row.get(OPERATION.RELEASED_AT));
        return new OperationView(
                new OperationId(row.get(OPERATION.ID)), new WalletId(row.get(OPERATION.WALLET_ID)), new CustomerId(row.get(OPERATION.CUSTOMER_ID)),
                row.get(OPERATION.TASK_ID), row.get(OPERATION.TYPE), OperationStatus.ofWire(row.get(OPERATION.STATUS)),
                new Money(row.get(OPERATION.PRICE_MINOR), currency), row.get(OPERATION.CREATED_AT), row.get(OPERATION.REFUNDED_AT), hold);
    }

    /** The numbers of a wallet's accounts in the ledger. */
    record Accounts(long wallet, long revenue) {}
}
