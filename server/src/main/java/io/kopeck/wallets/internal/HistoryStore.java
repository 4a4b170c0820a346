package io.kopeck.wallets.internal;

import static io.kopeck.wallets.internal.db.Tables.OPERATION;
import static io.kopeck.wallets.internal.db.Tables.WALLET;
import static org.jooq.impl.DSL.inline;

import io.kopeck.platform.page.Listing;
import io.kopeck.platform.page.Window;
import io.kopeck.wallets.OperationStatus;
import io.kopeck.wallets.OperationView;
import io.kopeck.wallets.WalletView;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.SelectConditionStep;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads what happened in a wallet. */
@Component
class HistoryStore {

    private final DSLContext db;

    HistoryStore(DSLContext db) {
        this.db = db;
    }

    /** The number of the wallet's account in the ledger. */
    long account(WalletView wallet) {
        return db.select(WALLET.ACCOUNT_ID).from(WALLET)
                .where(WALLET.ID.eq(wallet.id().value())).and(WALLET.CUSTOMER_ID.eq(wallet.customer().value()))
                .fetchSingle(WALLET.ACCOUNT_ID);
    }

    Listing<OperationView> operations(WalletView wallet, @Nullable String type, @Nullable OperationStatus status, Window window) {
        var condition = of(wallet);
        if (type != null) {
            condition = condition.and(OPERATION.TYPE.eq(type));
        }
        if (status != null) {
            // Written out, not bound, so that the index of rare ones is used.
            condition = condition.and(OPERATION.STATUS.eq(inline(status.wireName())));
        }
        var wanted = window.after() == null ? condition : condition.and(OPERATION.ID.lt(window.after()));
        var rows = select(wanted).orderBy(OPERATION.ID.desc()).limit(window.size() + 1).offset(window.offset()).fetch(WalletStore::operation);
        return Listing.of(rows, window, db, OPERATION, condition);
    }

    /** The operations with these ids; a missing one is missing. */
    Map<UUID, OperationView> operations(WalletView wallet, Collection<UUID> ids) {
        return select(of(wallet).and(OPERATION.ID.in(ids))).fetchMap(OPERATION.ID, WalletStore::operation);
    }

    private SelectConditionStep<Record> select(Condition condition) {
        return db.select(OPERATION.fields()).select(WALLET.CURRENCY)
                .from(OPERATION)
                .join(WALLET).on(WALLET.ID.eq(OPERATION.WALLET_ID)).and(WALLET.CUSTOMER_ID.eq(OPERATION.CUSTOMER_ID))
                .where(condition);
    }

    private static Condition of(WalletView wallet) {
        return OPERATION.WALLET_ID.eq(wallet.id().value()).and(OPERATION.CUSTOMER_ID.eq(wallet.customer().value()));
    }
}
