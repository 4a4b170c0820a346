package io.kopeck.wallets;

import io.kopeck.catalog.Catalog;
import io.kopeck.catalog.Product;
import io.kopeck.identity.Parties;
import io.kopeck.kernel.Currency;
import io.kopeck.kernel.Money;
import io.kopeck.kernel.ProductCode;
import io.kopeck.ledger.Ledger;
import io.kopeck.ledger.LedgerAccount;
import io.kopeck.platform.tx.Transactions;
import io.kopeck.platform.verify.BookCheck;
import io.kopeck.testing.Platform;
import io.kopeck.testing.RawSql;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Wallets for tests, with money that comes from nowhere but stands in the ledger. */
final class Purses {

    private static final List<String> CHECKS = List.of("walletBalanceCheck", "operationTransfersCheck", "ledgerBalanceCheck", "transferAccountsCheck");

    /** On which everything counts that is charged here. */
    static final LocalDate DAY = LocalDate.of(2026, 11, 21);

    private final Platform platform;
    private final RawSql sql;
    private final Product product;

    Purses(Platform platform) {
        this.platform = platform;
        this.sql = new RawSql(platform.database());
        this.product = platform.bean(Catalog.class).product(new ProductCode("mediabot")).orElseThrow();
    }

    Product product() {
        return product;
    }

    /** A new wallet with so much money and so many free operations. */
    WalletView filled(long minor, int free) {
        var customer = platform.bean(Parties.class).ofSubject("telegram", UUID.randomUUID().toString());
        var wallet = platform.bean(Wallets.class).open(customer, product);
        sql.run("update wallets.wallet set balance_minor = ?, free_left = ? where id = ?", minor, free, wallet.id().value());
        if (minor > 0) {
            sql.run("""
                    insert into ledger.account (kind, name, currency) values ('deposit', 'test', 'RUB') on conflict do nothing""");
            sql.run("""
                    insert into ledger.transfer (customer_id, idempotency_key, debit_account_id, credit_account_id, amount_minor,
                                                 currency, reason, payment_id, occurred_at)
                    select customer_id, 'test', (select id from ledger.account where kind = 'deposit' and name = 'test'), account_id, ?,
                           currency, 'charge', gen_random_uuid(), now()
                      from wallets.wallet where id = ?""", minor, wallet.id().value());
        }
        return now(wallet);
    }

    WalletView now(WalletView wallet) {
        return platform.bean(Wallets.class).find(wallet.customer(), wallet.product()).orElseThrow();
    }

    /** What the ledger says lies in the wallet, in minor units. */
    long inLedger(WalletView wallet) {
        return -platform.bean(Ledger.class).balance(LedgerAccount.wallet(wallet.id().toString(), Currency.RUB)).minor();
    }

    static Charge charge(WalletView wallet, String task, long priceMinor) {
        return new Charge(wallet.id(), wallet.customer(), task, "generate", new Money(priceMinor, Currency.RUB), DAY);
    }

    /** What is wrong with the books as far as wallets are concerned. */
    List<String> findings() {
        return CHECKS.stream().flatMap(this::findings).toList();
    }

    private Stream<String> findings(String check) {
        return platform.bean(Transactions.class).execute(() -> platform.bean(check, BookCheck.class).findings(5)).stream();
    }
}
