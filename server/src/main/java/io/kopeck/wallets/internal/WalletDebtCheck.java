package io.kopeck.wallets.internal;

import static io.kopeck.ledger.LedgerAccount.Kind.RECEIVABLE;
import static io.kopeck.wallets.internal.db.Tables.WALLET;

import io.kopeck.ledger.Postings;
import io.kopeck.ledger.Postings.Lying;
import io.kopeck.platform.verify.BookCheck;
import io.kopeck.platform.verify.Pairs;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** What a wallet's owner owes is what the transfers say. */
@Component
@Order(405)
final class WalletDebtCheck implements BookCheck {

    private static final int FETCH_SIZE = 1_000;

    private final DSLContext db;
    private final Postings postings;

    WalletDebtCheck(DSLContext db, Postings postings) {
        this.db = db;
        this.postings = postings;
    }

    @Override
    public String name() {
        return "every wallet owes what its transfers add up to";
    }

    @Override
    public List<String> findings(int max) {
        try (var wallets = owing(); var accounts = postings.lyingByName(RECEIVABLE)) {
            return Pairs.findings(wallets, accounts,
                    (wallet, account) -> Pairs.compare(wallet.id(), UUID.fromString(account.name())), max, WalletDebtCheck::judge);
        }
    }

    private Stream<Owing> owing() {
        return db.select(WALLET.ID, WALLET.DEBT_MINOR)
                .from(WALLET)
                .where(WALLET.DEBT_MINOR.gt(0L))
                .orderBy(WALLET.ID)
                .fetchSize(FETCH_SIZE)
                .fetchStream()
                .map(row -> new Owing(row.value1(), row.value2()));
    }

    private static @Nullable String judge(@Nullable Owing wallet, @Nullable Lying account) {
        long said = account == null ? 0 : -account.minor();
        long owed = wallet == null ? 0 : wallet.minor();
        var id = wallet != null ? wallet.id().toString() : account == null ? "" : account.name();
        return said == owed ? null : "wallet " + id + " owes " + owed + " minor units, its transfers say " + said;
    }

    private record Owing(UUID id, long minor) {}
}
