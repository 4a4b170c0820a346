package io.kopeck.wallets.internal;

import static io.kopeck.wallets.internal.db.Tables.OPERATION;
import static io.kopeck.wallets.internal.db.Tables.WALLET;
import static org.jooq.impl.DSL.inline;

import io.kopeck.kernel.Currency;
import io.kopeck.kernel.CustomerId;
import io.kopeck.kernel.Money;
import io.kopeck.platform.tx.Rows;
import io.kopeck.wallets.Charge;
import io.kopeck.wallets.OperationId;
import io.kopeck.wallets.OperationStatus;
import io.kopeck.wallets.WalletId;
import io.kopeck.wallets.internal.core.Funds;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.springframework.stereotype.Component;

/** The SQL of holds. */
@Component
class HoldStore {

    /** Written out, not bound, so that the index of what is held is used. */
    static final Condition IS_HELD = OPERATION.STATUS.eq(inline(OperationStatus.HELD.wireName()));

    private final DSLContext db;

    HoldStore(DSLContext db) {
        this.db = db;
    }

    /** The wallet, with its row lock held to the end of the transaction. */
    Locked lock(WalletId wallet, CustomerId customer) {
        return db.select(
                        WALLET.ACCOUNT_ID, WALLET.REVENUE_ACCOUNT_ID, WALLET.BALANCE_MINOR, WALLET.HELD_MINOR, WALLET.FREE_LEFT, WALLET.SPENT_ON,
                        WALLET.SPENT_TODAY_MINOR, WALLET.SPENT_MONTH_MINOR, WALLET.DAY_LIMIT_MINOR, WALLET.MONTH_LIMIT_MINOR, WALLET.BLOCKED_AT)
                .from(WALLET)
                .where(WALLET.ID.eq(wallet.value())).and(WALLET.CUSTOMER_ID.eq(customer.value()))
                .forUpdate()
                .fetchOptional(row -> new Locked(wallet, customer, row.get(WALLET.ACCOUNT_ID), row.get(WALLET.REVENUE_ACCOUNT_ID), funds(row)))
                .orElseThrow(() -> new NoSuchElementException("wallet " + wallet));
    }

    void updateFunds(Locked wallet, Funds funds, Instant now) {
        var changed = db.update(WALLET)
                .set(WALLET.BALANCE_MINOR, funds.balance())
                .set(WALLET.HELD_MINOR, funds.held())
                .set(WALLET.FREE_LEFT, funds.freeLeft())
                .set(WALLET.SPENT_ON, funds.spentOn())
                .set(WALLET.SPENT_TODAY_MINOR, funds.spentToday())
                .set(WALLET.SPENT_MONTH_MINOR, funds.spentMonth())
                .set(WALLET.MODIFIED_AT, now)
                .where(WALLET.ID.eq(wallet.id().value())).and(WALLET.CUSTOMER_ID.eq(wallet.customer().value()))
                .execute();
        Rows.exactlyOne(changed, "wallet " + wallet.id());
    }

    /** Whether the task has an operation, held or not. */
    boolean isKnown(Charge task) {
        return db.fetchExists(OPERATION, is(task));
    }

    Optional<HoldRow> findTask(Charge task) {
        return find(is(task));
    }

    Optional<HoldRow> find(OperationId operation) {
        return find(OPERATION.ID.eq(operation.value()));
    }

    void insert(HoldRow row, String taskId, String type, Instant now) {
        db.insertInto(OPERATION)
                .set(OPERATION.CUSTOMER_ID, row.customer().value())
                .set(OPERATION.WALLET_ID, row.wallet().value())
                .set(OPERATION.ID, row.id().value())
                .set(OPERATION.TASK_ID, taskId)
                .set(OPERATION.TYPE, type)
                .set(OPERATION.STATUS, row.status().wireName())
                .set(OPERATION.PRICE_MINOR, row.price().minor())
                .set(OPERATION.BALANCE_AFTER_MINOR, row.balance().minor())
                .set(OPERATION.FREE_LEFT_AFTER, row.freeLeft())
                .set(OPERATION.HELD_MINOR, row.hold().minor())
                .set(OPERATION.HELD_ON, row.hold().on())
                .set(OPERATION.EXPIRES_AT, row.expiresAt())
                .set(OPERATION.CREATED_AT, now)
                .execute();
    }

    void updateCaptured(HoldRow row, Money amount, Funds after, Instant now) {
        var changed = db.update(OPERATION)
                .set(OPERATION.STATUS, (amount.isPositive() ? OperationStatus.CHARGED : OperationStatus.FREE).wireName())
                .set(OPERATION.PRICE_MINOR, amount.minor())
                .set(OPERATION.BALANCE_AFTER_MINOR, after.balance())
                .set(OPERATION.FREE_LEFT_AFTER, after.freeLeft())
                .set(OPERATION.CAPTURED_AT, now)
                .where(isStillHeld(row))
                .execute();
        Rows.exactlyOne(changed, "hold " + row.id());
    }

    void updateReleased(HoldRow row, Funds after, Instant now) {
        var changed = db.update(OPERATION)
                .set(OPERATION.STATUS, OperationStatus.RELEASED.wireName())
                .set(OPERATION.BALANCE_AFTER_MINOR, after.balance())
                .set(OPERATION.FREE_LEFT_AFTER, after.freeLeft())
                .set(OPERATION.RELEASED_AT, now)
                .where(isStillHeld(row))
                .execute();
        Rows.exactlyOne(changed, "hold " + row.id());
    }

    /** Holds whose time has run out, the longest first. */
    List<OperationId> expired(Instant now, int max) {
        return db.select(OPERATION.ID).from(OPERATION)
                .where(IS_HELD).and(OPERATION.EXPIRES_AT.le(now))
                .orderBy(OPERATION.EXPIRES_AT)
                .limit(max)
                .fetch(row -> new OperationId(row.value1()));
    }

    Optional<Instant> nextExpiry() {
        return db.select(OPERATION.EXPIRES_AT).from(OPERATION).where(IS_HELD)
                .orderBy(OPERATION.EXPIRES_AT).limit(1).fetchOptional(OPERATION.EXPIRES_AT);
    }

    private Optional<HoldRow> find(Condition condition) {
        return db.select(
                        OPERATION.ID, OPERATION.WALLET_ID, OPERATION.CUSTOMER_ID, OPERATION.STATUS, OPERATION.PRICE_MINOR, OPERATION.HELD_MINOR,
                        OPERATION.HELD_ON, OPERATION.EXPIRES_AT, OPERATION.BALANCE_AFTER_MINOR, OPERATION.FREE_LEFT_AFTER, WALLET.CURRENCY)
                .from(OPERATION)
                .join(WALLET).on(WALLET.ID.eq(OPERATION.WALLET_ID)).and(WALLET.CUSTOMER_ID.eq(OPERATION.CUSTOMER_ID))
                .where(condition).and(OPERATION.HELD_MINOR.isNotNull())
                .fetchOptional(HoldStore::hold);
    }

    private static Condition is(Charge task) {
        return OPERATION.WALLET_ID.eq(task.wallet().value())
                .and(OPERATION.TASK_ID.eq(task.taskId()))
                .and(OPERATION.CUSTOMER_ID.eq(task.customer().value()));
    }

    private static Condition isStillHeld(HoldRow row) {
        return OPERATION.WALLET_ID.eq(row.wallet().value())
                .and(OPERATION.ID.eq(row.id().value()))
                .and(OPERATION.CUSTOMER_ID.eq(row.customer().value()))
                .and(IS_HELD);
    }

    private static Funds funds(Record row) {
        return new Funds(
                row.get(WALLET.BALANCE_MINOR), row.get(WALLET.HELD_MINOR), row.get(WALLET.FREE_LEFT), row.get(WALLET.SPENT_ON),
                row.get(WALLET.SPENT_TODAY_MINOR), row.get(WALLET.SPENT_MONTH_MINOR), row.get(WALLET.DAY_LIMIT_MINOR),
                row.get(WALLET.MONTH_LIMIT_MINOR), row.get(WALLET.BLOCKED_AT) != null);
    }

    private static HoldRow hold(Record row) {
        var currency = Currency.valueOf(row.get(WALLET.CURRENCY));
        return new HoldRow(
                new OperationId(row.get(OPERATION.ID)), new WalletId(row.get(OPERATION.WALLET_ID)), new CustomerId(row.get(OPERATION.CUSTOMER_ID)),
                OperationStatus.ofWire(row.get(OPERATION.STATUS)), new Money(row.get(OPERATION.PRICE_MINOR), currency),
                new Funds.Hold(row.get(OPERATION.HELD_MINOR), row.get(OPERATION.HELD_ON)), row.get(OPERATION.EXPIRES_AT),
                new Money(row.get(OPERATION.BALANCE_AFTER_MINOR), currency), row.get(OPERATION.FREE_LEFT_AFTER));
    }

    /**
     * A wallet nobody else changes now.
     *
     * @param account the number of its account in the ledger
     * @param revenueAccount the number of the account that earns what is spent
     */
    record Locked(WalletId id, CustomerId customer, long account, long revenueAccount, Funds funds) {}
}
