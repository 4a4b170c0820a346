package io.kopeck.wallets.internal;

import static io.kopeck.wallets.internal.db.Tables.WALLET;

import io.kopeck.kernel.Currency;
import io.kopeck.kernel.CustomerId;
import io.kopeck.kernel.Money;
import io.kopeck.kernel.ProductCode;
import io.kopeck.platform.tx.Rows;
import io.kopeck.wallets.WalletId;
import java.time.Instant;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.springframework.stereotype.Component;

/** Locks a wallet's row and moves its balance and debt. */
@Component
class PurseStore {

    private final DSLContext db;

    PurseStore(DSLContext db) {
        this.db = db;
    }

    /** Locks the wallet that is there: charges wait until the transaction ends. */
    Purse lock(CustomerId customer, ProductCode product) {
        return db.select(WALLET.ID, WALLET.CURRENCY, WALLET.BALANCE_MINOR, WALLET.DEBT_MINOR, WALLET.BLOCKED_AT)
                .from(WALLET)
                .where(WALLET.CUSTOMER_ID.eq(customer.value())).and(WALLET.PRODUCT.eq(product.value()))
                .forUpdate()
                .fetchSingle(row -> {
                    var currency = Currency.valueOf(row.value2());
                    return new Purse(customer, new WalletId(row.value1()), product, new Money(row.value3(), currency),
                            new Money(row.value4(), currency), row.value5() != null);
                });
    }

    /** @param purse as it was locked, changed */
    void update(Purse purse, Instant now) {
        var blocked = DSL.coalesce(WALLET.BLOCKED_AT, DSL.val(now, WALLET.BLOCKED_AT));
        var changed = db.update(WALLET)
                .set(WALLET.BALANCE_MINOR, purse.balance().minor())
                .set(WALLET.DEBT_MINOR, purse.debt().minor())
                .set(WALLET.BLOCKED_AT, purse.blocked() ? blocked : DSL.castNull(WALLET.BLOCKED_AT))
                .set(WALLET.MODIFIED_AT, now)
                .where(WALLET.CUSTOMER_ID.eq(purse.customer().value())).and(WALLET.ID.eq(purse.id().value()))
                .execute();
        Rows.exactlyOne(changed, "wallet " + purse.id());
    }
}
