package io.kopeck.wallets.internal;

import static io.kopeck.wallets.internal.db.Tables.OPERATION;
import static io.kopeck.wallets.internal.db.Tables.WALLET;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.sum;

import io.kopeck.ledger.LedgerAccount;
import io.kopeck.ledger.Postings;
import io.kopeck.ledger.Postings.Lying;
import io.kopeck.platform.verify.BookCheck;
import io.kopeck.platform.verify.Pairs;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The one balance that is kept is what the transfers say, and what is held of it is what its operations hold. */
@Component
@Order(400)
final class WalletBalanceCheck implements BookCheck {

    private static final int FETCH_SIZE = 1_000;

    private final DSLContext db;
    private final Postings postings;

    WalletBalanceCheck(DSLContext db, Postings postings) {
        this.db = db;
        this.postings = postings;
    }

    @Override
    public String name() {
        return "every wallet has what its transfers add up to, and holds what its held operations add up to";
    }

    @Override
    public List<String> findings(int max) {
        try (var wallets = wallets(); var lying = postings.lying(LedgerAccount.Kind.WALLET)) {
            return Pairs.findings(wallets, lying, (wallet, account) -> Long.compare(wallet.account(), account.account()), max, WalletBalanceCheck::judge);
        }
    }

    private Stream<Kept> wallets() {
        var wallet = OPERATION.WALLET_ID.as("wallet");
        var minor = sum(OPERATION.HELD_MINOR).as("minor");
        var held = db.select(wallet, minor).from(OPERATION).where(HoldStore.IS_HELD).groupBy(OPERATION.WALLET_ID).asTable("held");
        return db.select(WALLET.ACCOUNT_ID, WALLET.ID, WALLET.BALANCE_MINOR.plus(WALLET.HELD_MINOR), WALLET.HELD_MINOR, coalesce(held.field(minor), BigDecimal.ZERO))
                .from(WALLET)
                .leftJoin(held).on(held.field(wallet).eq(WALLET.ID))
                .orderBy(WALLET.ACCOUNT_ID)
                .fetchSize(FETCH_SIZE)
                .fetchStream()
                .map(row -> new Kept(row.value1(), row.value2(), row.value3(), row.value4(), row.value5().longValueExact()));
    }

    private static @Nullable String judge(@Nullable Kept wallet, @Nullable Lying account) {
        long lies = account == null ? 0 : account.minor();
        if (wallet == null) {
            return account == null ? null : "account " + account.account() + " has " + lies + " minor units and no wallet";
        }
        if (wallet.minor() != lies) {
            return "wallet " + wallet.id() + " has " + wallet.minor() + " minor units, its transfers say " + lies;
        }
        return wallet.heldMinor() == wallet.operationsMinor() ? null
                : "wallet " + wallet.id() + " holds " + wallet.heldMinor() + " minor units, its operations " + wallet.operationsMinor();
    }

    /**
     * What a wallet says.
     *
     * @param minor with what is held
     * @param operationsMinor what its held operations hold
     */
    private record Kept(long account, UUID id, long minor, long heldMinor, long operationsMinor) {}
}
