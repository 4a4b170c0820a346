package io.kopeck.wallets.internal;

import static io.kopeck.wallets.internal.db.Tables.QUOTA;
import static io.kopeck.wallets.internal.db.Tables.WALLET;

import io.kopeck.platform.tx.Rows;
import io.kopeck.wallets.WalletView;
import io.kopeck.wallets.internal.core.FreeLeft;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** The SQL of free operations that periods bring. */
@Component
class QuotaStore {

    private final DSLContext db;

    QuotaStore(DSLContext db) {
        this.db = db;
    }

    /** Locks the wallet's row. */
    FreeLeft lock(WalletView wallet) {
        return db.select(WALLET.FREE_LEFT, WALLET.FREE_LASTING).from(WALLET)
                .where(WALLET.CUSTOMER_ID.eq(wallet.customer().value())).and(WALLET.ID.eq(wallet.id().value()))
                .forUpdate()
                .fetchSingle(row -> new FreeLeft(row.value1(), row.value2()));
    }

    void update(WalletView wallet, FreeLeft free, Instant now) {
        var changed = db.update(WALLET)
                .set(WALLET.FREE_LEFT, free.left())
                .set(WALLET.FREE_LASTING, free.lasting())
                .set(WALLET.MODIFIED_AT, now)
                .where(WALLET.CUSTOMER_ID.eq(wallet.customer().value())).and(WALLET.ID.eq(wallet.id().value()))
                .execute();
        Rows.exactlyOne(changed, "wallet " + wallet.id());
    }

    /** False when the period has brought them already. */
    boolean insert(WalletView wallet, UUID subscription, Instant periodEnd, int operations, boolean carryOver, Instant now) {
        return db.insertInto(QUOTA)
                .set(QUOTA.CUSTOMER_ID, wallet.customer().value())
                .set(QUOTA.SUBSCRIPTION_ID, subscription)
                .set(QUOTA.PERIOD_END, periodEnd)
                .set(QUOTA.WALLET_ID, wallet.id().value())
                .set(QUOTA.OPERATIONS, operations)
                .set(QUOTA.CARRY_OVER, carryOver)
                .set(QUOTA.GIVEN_AT, now)
                .onConflictDoNothing()
                .execute() == 1;
    }

    /** Whether the last period of the wallet's that brought any lets them stay; empty when none ever did. */
    Optional<Boolean> lastCarriesOver(WalletView wallet) {
        return db.select(QUOTA.CARRY_OVER).from(QUOTA)
                .where(QUOTA.CUSTOMER_ID.eq(wallet.customer().value())).and(QUOTA.WALLET_ID.eq(wallet.id().value()))
                .orderBy(QUOTA.GIVEN_AT.desc(), QUOTA.PERIOD_END.desc()).limit(1)
                .fetchOptional(QUOTA.CARRY_OVER);
    }
}
