package io.kopeck.ledger;

import static io.kopeck.ledger.internal.db.Tables.ACCOUNT;
import static io.kopeck.ledger.internal.db.Tables.TRANSFER;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.val;

import io.kopeck.kernel.CustomerId;
import io.kopeck.kernel.Money;
import io.kopeck.platform.tx.Transactions;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** Posts transfers in the caller's transaction and answers balances from them. */
@Component
public final class Ledger {

    private static final String OPERATION = "operation";
    private static final String OPERATION_REFUND = "operation_refund";

    private final Map<LedgerAccount, Long> accountIds = new ConcurrentHashMap<>();
    private final DSLContext db;

    Ledger(DSLContext db) {
        this.db = db;
    }

    /**
     * Posts a transfer.
     *
     * @throws IllegalStateException outside a transaction
     * @throws org.jooq.exception.IntegrityConstraintViolationException when the payment already has a transfer with this
     *     key: the caller settles once, under the customer's lock, so a repeat is a bug and must not commit
     */
    public void post(Transfer transfer) {
        if (!Transactions.isActive()) {
            throw new IllegalStateException("money is posted in the transaction that settles it");
        }
        db.insertInto(TRANSFER)
                .set(TRANSFER.CUSTOMER_ID, transfer.customer().value())
                .set(TRANSFER.IDEMPOTENCY_KEY, transfer.key())
                .set(TRANSFER.DEBIT_ACCOUNT_ID, accountId(transfer.debit()))
                .set(TRANSFER.CREDIT_ACCOUNT_ID, accountId(transfer.credit()))
                .set(TRANSFER.AMOUNT_MINOR, transfer.amount().minor())
                .set(TRANSFER.CURRENCY, transfer.amount().currency().name())
                .set(TRANSFER.REASON, transfer.reason().wireName())
                .set(TRANSFER.PAYMENT_ID, transfer.paymentId())
                .set(TRANSFER.REFUND_ID, transfer.refundId())
                .set(TRANSFER.OCCURRED_AT, transfer.occurredAt())
                .execute();
    }

    /**
     * Posts what a wallet paid for an operation that was held before.
     *
     * @param from the number of the wallet's account
     * @param to the number of the account that earns it
     * @throws IllegalStateException outside a transaction
     * @throws org.jooq.exception.IntegrityConstraintViolationException when the operation was paid for before
     */
    public void postOperation(CustomerId customer, UUID operation, long from, long to, Money amount, Instant occurredAt) {
        postOperation(OPERATION, customer, operation, from, to, amount, occurredAt);
    }

    /**
     * Posts what went back to a wallet for an operation that did not come about.
     *
     * @param from the number of the account that had earned it
     * @param to the number of the wallet's account
     * @throws IllegalStateException outside a transaction
     * @throws org.jooq.exception.IntegrityConstraintViolationException when the operation's price went back before
     */
    public void postOperationRefund(CustomerId customer, UUID operation, long from, long to, Money amount, Instant occurredAt) {
        postOperation(OPERATION_REFUND, customer, operation, from, to, amount, occurredAt);
    }

    private void postOperation(String reason, CustomerId customer, UUID operation, long from, long to, Money amount, Instant occurredAt) {
        if (!Transactions.isActive()) {
            throw new IllegalStateException("money is posted in the transaction that moves it");
        }
        db.insertInto(TRANSFER)
                .set(TRANSFER.CUSTOMER_ID, customer.value())
                .set(TRANSFER.IDEMPOTENCY_KEY, reason)
                .set(TRANSFER.DEBIT_ACCOUNT_ID, from)
                .set(TRANSFER.CREDIT_ACCOUNT_ID, to)
                .set(TRANSFER.AMOUNT_MINOR, amount.minor())
                .set(TRANSFER.CURRENCY, amount.currency().name())
                .set(TRANSFER.REASON, reason)
                .set(TRANSFER.OPERATION_ID, operation)
                .set(TRANSFER.OCCURRED_AT, occurredAt)
                .execute();
    }

    /** The account's balance, debits less credits: positive for money that lies at an acquirer. Reads all its transfers. */
    public Money balance(LedgerAccount account) {
        long id = accountId(account);
        var debits = db.select(sum(TRANSFER.AMOUNT_MINOR)).from(TRANSFER).where(TRANSFER.DEBIT_ACCOUNT_ID.eq(id));
        var credits = db.select(sum(TRANSFER.AMOUNT_MINOR)).from(TRANSFER).where(TRANSFER.CREDIT_ACCOUNT_ID.eq(id));
        var row = db.select(debits.asField("debits").coerce(TRANSFER.AMOUNT_MINOR), credits.asField("credits").coerce(TRANSFER.AMOUNT_MINOR))
                .fetchSingle();
        long debit = row.value1() == null ? 0 : row.value1();
        long credit = row.value2() == null ? 0 : row.value2();
        return new Money(debit - credit, account.currency());
    }

    /** What this payment's transfers add up to at the acquirer: charged less refunded, in minor units. */
    public long netOfPaymentMinor(CustomerId customer, UUID paymentId) {
        return db.select(TRANSFER.REASON, TRANSFER.AMOUNT_MINOR)
                .from(TRANSFER)
                .where(TRANSFER.CUSTOMER_ID.eq(customer.value()))
                .and(TRANSFER.PAYMENT_ID.eq(paymentId))
                .and(TRANSFER.REASON.in(Transfer.Reason.CHARGE.wireName(), Transfer.Reason.REFUND.wireName()))
                .fetch()
                .stream()
                .mapToLong(row -> row.value1().equals(Transfer.Reason.CHARGE.wireName()) ? row.value2() : -row.value2())
                .sum();
    }

    /** The account's number in the database, for transfers that are posted there; opened when first asked for. */
    public long open(LedgerAccount account) {
        return findOrCreate(account);
    }

    private long accountId(LedgerAccount account) {
        var known = accountIds.get(account);
        if (known != null) {
            return known;
        }
        long id = findOrCreate(account);
        Transactions.afterCommit(() -> accountIds.put(account, id));
        return id;
    }

    private long findOrCreate(LedgerAccount account) {
        var condition = ACCOUNT.KIND.eq(account.kind().wireName())
                .and(ACCOUNT.NAME.eq(account.name()))
                .and(ACCOUNT.CURRENCY.eq(account.currency().name()));
        var found = db.select(ACCOUNT.ID).from(ACCOUNT).where(condition).fetchOne(ACCOUNT.ID);
        if (found != null) {
            return found;
        }
        db.insertInto(ACCOUNT, ACCOUNT.KIND, ACCOUNT.NAME, ACCOUNT.CURRENCY)
                .select(db.select(val(account.kind().wireName()), val(account.name()), val(account.currency().name())))
                .onConflictDoNothing()
                .execute();
        return db.select(ACCOUNT.ID).from(ACCOUNT).where(condition).fetchSingle(ACCOUNT.ID);
    }
}
