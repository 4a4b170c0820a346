package io.kopeck.ledger;

import io.kopeck.kernel.Currency;
import java.util.Locale;

/** Names an account of the ledger: its kind, its owner's name, and its currency. */
public record LedgerAccount(Kind kind, String name, Currency currency) {

    /** Money that lies at an acquirer's account. */
    public static LedgerAccount acquirer(String account, Currency currency) {
        return new LedgerAccount(Kind.ACQUIRER, account, currency);
    }

    /** What the owner of a wallet owes: it went back although it was spent. */
    public static LedgerAccount receivable(String wallet, Currency currency) {
        return new LedgerAccount(Kind.RECEIVABLE, wallet, currency);
    }

    /** What a product has earned. */
    public static LedgerAccount revenue(String product, Currency currency) {
        return new LedgerAccount(Kind.REVENUE, product, currency);
    }

    /** What is owed back to customers, such as the charge that checks a new card. */
    public static LedgerAccount deposit(String product, Currency currency) {
        return new LedgerAccount(Kind.DEPOSIT, product, currency);
    }

    /** What a wallet has: customers' money that is not earned yet. */
    public static LedgerAccount wallet(String wallet, Currency currency) {
        return new LedgerAccount(Kind.WALLET, wallet, currency);
    }

    /** What an account stands for. */
    public enum Kind {
        ACQUIRER,
        REVENUE,
        DEPOSIT,
        WALLET,
        RECEIVABLE;

        /** The name in the database. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
