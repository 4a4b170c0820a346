package io.kopeck.wallets.internal;

import static io.kopeck.wallets.internal.db.Tables.AUTO_TOP_UP;
import static io.kopeck.wallets.internal.db.Tables.WALLET;
import static org.jooq.impl.DSL.row;

import io.kopeck.kernel.Currency;
import io.kopeck.kernel.CustomerId;
import io.kopeck.kernel.Money;
import io.kopeck.kernel.ProductCode;
import io.kopeck.payments.MethodId;
import io.kopeck.wallets.AutoTopUp;
import io.kopeck.wallets.WalletId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.SelectField;
import org.jooq.SelectOnConditionStep;
import org.springframework.stereotype.Component;

/** The SQL of automatic top-ups. */
@Component
class AutoTopUpStore {

    private static final List<SelectField<?>> FIELDS = List.of(
            AUTO_TOP_UP.CUSTOMER_ID, AUTO_TOP_UP.WALLET_ID, WALLET.PRODUCT, WALLET.CURRENCY, AUTO_TOP_UP.THRESHOLD_MINOR,
            AUTO_TOP_UP.AMOUNT_MINOR, AUTO_TOP_UP.METHOD_ID, AUTO_TOP_UP.FAILURES, AUTO_TOP_UP.BEGUN_ON, AUTO_TOP_UP.BEGUN);

    /** There is little left, and something may be charged at all. */
    private static final Condition NEEDED = WALLET.BALANCE_MINOR.lt(AUTO_TOP_UP.THRESHOLD_MINOR).and(WALLET.BLOCKED_AT.isNull());

    private final DSLContext db;

    AutoTopUpStore(DSLContext db) {
        this.db = db;
    }

    /** Sets or replaces it, to be looked at at once. */
    void put(CustomerId customer, WalletId wallet, AutoTopUp terms, LocalDate today, Instant now) {
        db.insertInto(AUTO_TOP_UP)
                .set(AUTO_TOP_UP.CUSTOMER_ID, customer.value())
                .set(AUTO_TOP_UP.WALLET_ID, wallet.value())
                .set(AUTO_TOP_UP.THRESHOLD_MINOR, terms.threshold().minor())
                .set(AUTO_TOP_UP.AMOUNT_MINOR, terms.amount().minor())
                .set(AUTO_TOP_UP.METHOD_ID, terms.method().value())
                .set(AUTO_TOP_UP.BEGUN_ON, today)
                .set(AUTO_TOP_UP.NEXT_TRY_AT, now)
                .set(AUTO_TOP_UP.CREATED_AT, now)
                .set(AUTO_TOP_UP.MODIFIED_AT, now)
                .onConflict(AUTO_TOP_UP.WALLET_ID, AUTO_TOP_UP.CUSTOMER_ID)
                .doUpdate()
                .set(AUTO_TOP_UP.THRESHOLD_MINOR, terms.threshold().minor())
                .set(AUTO_TOP_UP.AMOUNT_MINOR, terms.amount().minor())
                .set(AUTO_TOP_UP.METHOD_ID, terms.method().value())
                .set(AUTO_TOP_UP.FAILURES, 0)
                .set(AUTO_TOP_UP.NEXT_TRY_AT, now)
                .set(AUTO_TOP_UP.MODIFIED_AT, now)
                .execute();
    }

    Optional<AutoTopUpRow> find(CustomerId customer, WalletId wallet) {
        return select().where(AUTO_TOP_UP.CUSTOMER_ID.eq(customer.value())).and(AUTO_TOP_UP.WALLET_ID.eq(wallet.value()))
                .fetchOptional(AutoTopUpStore::fromRow);
    }

    /** Those that charge this method. */
    List<AutoTopUpRow> chargingMethod(CustomerId customer, MethodId method) {
        return select().where(AUTO_TOP_UP.CUSTOMER_ID.eq(customer.value())).and(AUTO_TOP_UP.METHOD_ID.eq(method.value()))
                .fetch(AutoTopUpStore::fromRow);
    }

    boolean delete(CustomerId customer, WalletId wallet) {
        return db.deleteFrom(AUTO_TOP_UP)
                .where(AUTO_TOP_UP.CUSTOMER_ID.eq(customer.value())).and(AUTO_TOP_UP.WALLET_ID.eq(wallet.value()))
                .execute() > 0;
    }

    /** Claims what is due: its next try moves behind the lease, so that no other node takes it. */
    List<AutoTopUpRow> claimDue(Instant now, Instant leaseUntil, int max) {
        var due = select().where(AUTO_TOP_UP.NEXT_TRY_AT.le(now)).and(NEEDED)
                .orderBy(AUTO_TOP_UP.NEXT_TRY_AT)
                .limit(max)
                .forUpdate().of(AUTO_TOP_UP).skipLocked()
                .fetch(AutoTopUpStore::fromRow);
        var keys = due.stream().map(found -> row(found.wallet().value(), found.customer().value())).toList();
        db.update(AUTO_TOP_UP)
                .set(AUTO_TOP_UP.NEXT_TRY_AT, leaseUntil)
                .where(row(AUTO_TOP_UP.WALLET_ID, AUTO_TOP_UP.CUSTOMER_ID).in(keys))
                .execute();
        return due;
    }

    /** When the earliest falls due whose wallet has little left. */
    Optional<Instant> nextTry() {
        return db.select(AUTO_TOP_UP.NEXT_TRY_AT).from(AUTO_TOP_UP).join(WALLET)
                .on(WALLET.CUSTOMER_ID.eq(AUTO_TOP_UP.CUSTOMER_ID)).and(WALLET.ID.eq(AUTO_TOP_UP.WALLET_ID))
                .where(NEEDED).orderBy(AUTO_TOP_UP.NEXT_TRY_AT).limit(1).fetchOptional(AUTO_TOP_UP.NEXT_TRY_AT);
    }

    void updateBegun(AutoTopUpRow top, LocalDate day, Instant now) {
        db.update(AUTO_TOP_UP)
                .set(AUTO_TOP_UP.BEGUN_ON, day)
                .set(AUTO_TOP_UP.BEGUN, top.begunOn(day) + 1)
                .set(AUTO_TOP_UP.MODIFIED_AT, now)
                .where(AUTO_TOP_UP.CUSTOMER_ID.eq(top.customer().value())).and(AUTO_TOP_UP.WALLET_ID.eq(top.wallet().value()))
                .execute();
    }

    void updateFailures(AutoTopUpRow top, int failures, Instant nextTryAt, Instant now) {
        db.update(AUTO_TOP_UP)
                .set(AUTO_TOP_UP.FAILURES, failures)
                .set(AUTO_TOP_UP.NEXT_TRY_AT, nextTryAt)
                .set(AUTO_TOP_UP.MODIFIED_AT, now)
                .where(AUTO_TOP_UP.CUSTOMER_ID.eq(top.customer().value())).and(AUTO_TOP_UP.WALLET_ID.eq(top.wallet().value()))
                .execute();
    }

    private SelectOnConditionStep<Record> select() {
        return db.select(FIELDS).from(AUTO_TOP_UP).join(WALLET)
                .on(WALLET.CUSTOMER_ID.eq(AUTO_TOP_UP.CUSTOMER_ID)).and(WALLET.ID.eq(AUTO_TOP_UP.WALLET_ID));
    }

    private static AutoTopUpRow fromRow(Record row) {
        var currency = Currency.valueOf(row.get(WALLET.CURRENCY));
        return new AutoTopUpRow(
                new CustomerId(row.get(AUTO_TOP_UP.CUSTOMER_ID)), new WalletId(row.get(AUTO_TOP_UP.WALLET_ID)),
                new ProductCode(row.get(WALLET.PRODUCT)),
                new AutoTopUp(
                        new Money(row.get(AUTO_TOP_UP.THRESHOLD_MINOR), currency), new Money(row.get(AUTO_TOP_UP.AMOUNT_MINOR), currency),
                        new MethodId(row.get(AUTO_TOP_UP.METHOD_ID))),
                row.get(AUTO_TOP_UP.FAILURES), row.get(AUTO_TOP_UP.BEGUN_ON), row.get(AUTO_TOP_UP.BEGUN));
    }
}
