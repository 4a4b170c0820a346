package io.kopeck.ledger;

import static io.kopeck.ledger.internal.db.Tables.ACCOUNT;
import static io.kopeck.ledger.internal.db.Tables.TRANSFER;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.sum;

import io.kopeck.platform.tx.Transactions;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.springframework.stereotype.Component;

/** What the ledger says was charged and refunded, for the proof of the books. Needs a transaction; close the streams. */
@Component
public final class Postings {

    private static final int FETCH_SIZE = 1_000;

    private final DSLContext db;

    Postings(DSLContext db) {
        this.db = db;
    }

    /** The charges of each payment, ordered by customer and payment. */
    public Stream<Posted> charges() {
        return posted("charge", TRANSFER.PAYMENT_ID);
    }

    /** The transfers of each refund, ordered by customer and refund. */
    public Stream<Posted> refunds() {
        return posted("refund", TRANSFER.REFUND_ID);
    }

    /** The transfers with these keys, each by its key; a missing one is missing. */
    public Map<Key, Posted> find(Collection<Key> keys) {
        var rows = keys.stream().map(key -> row(key.customer(), key.text())).toList();
        return db.select(TRANSFER.CUSTOMER_ID, TRANSFER.IDEMPOTENCY_KEY, TRANSFER.PAYMENT_ID, TRANSFER.CURRENCY, TRANSFER.AMOUNT_MINOR)
                .from(TRANSFER)
                .where(row(TRANSFER.CUSTOMER_ID, TRANSFER.IDEMPOTENCY_KEY).in(rows))
                .fetch()
                .stream()
                .collect(Collectors.toMap(
                        found -> new Key(found.value1(), found.value2()),
                        found -> new Posted(found.value1(), found.value3(), found.value4(), found.value5(), 1)));
    }

    /** What lies in each account of this kind that has transfers, credits less debits, ordered by the account's number. */
    public Stream<Lying> lying(LedgerAccount.Kind kind) {
        return lying(kind, ACCOUNT.ID);
    }

    /** As {@link #lying}, ordered by the account's name, byte by byte. */
    public Stream<Lying> lyingByName(LedgerAccount.Kind kind) {
        return lying(kind, ACCOUNT.NAME.collate("C"));
    }

    private Stream<Lying> lying(LedgerAccount.Kind kind, Field<?> order) {
        requireTransaction();
        var account = TRANSFER.CREDIT_ACCOUNT_ID.as("account");
        var minor = TRANSFER.AMOUNT_MINOR.as("minor");
        var movements = db.select(account, minor).from(TRANSFER)
                .unionAll(db.select(TRANSFER.DEBIT_ACCOUNT_ID, TRANSFER.AMOUNT_MINOR.neg()).from(TRANSFER))
                .asTable("movement");
        return db.select(ACCOUNT.ID, ACCOUNT.NAME, sum(movements.field(minor)))
                .from(movements)
                .join(ACCOUNT).on(ACCOUNT.ID.eq(movements.field(account)))
                .where(ACCOUNT.KIND.eq(kind.wireName()))
                .groupBy(ACCOUNT.ID, ACCOUNT.NAME)
                .orderBy(order)
                .fetchSize(FETCH_SIZE)
                .fetchStream()
                .map(row -> new Lying(row.value1(), row.value2(), exact(row.value3())));
    }

    /** What each payment has left in accounts of this kind, credits less debits, ordered by customer and payment; zeros are there. */
    public Stream<OfPayment> payments(LedgerAccount.Kind kind) {
        requireTransaction();
        var minor = TRANSFER.AMOUNT_MINOR.as("minor");
        var movements = db.select(TRANSFER.CUSTOMER_ID, TRANSFER.PAYMENT_ID, minor)
                .from(TRANSFER).join(ACCOUNT).on(ACCOUNT.ID.eq(TRANSFER.CREDIT_ACCOUNT_ID))
                .where(ACCOUNT.KIND.eq(kind.wireName())).and(TRANSFER.PAYMENT_ID.isNotNull())
                .unionAll(db.select(TRANSFER.CUSTOMER_ID, TRANSFER.PAYMENT_ID, TRANSFER.AMOUNT_MINOR.neg())
                        .from(TRANSFER).join(ACCOUNT).on(ACCOUNT.ID.eq(TRANSFER.DEBIT_ACCOUNT_ID))
                        .where(ACCOUNT.KIND.eq(kind.wireName())).and(TRANSFER.PAYMENT_ID.isNotNull()))
                .asTable("movement");
        var customer = movements.field(TRANSFER.CUSTOMER_ID);
        var payment = movements.field(TRANSFER.PAYMENT_ID);
        return db.select(customer, payment, sum(movements.field(minor)))
                .from(movements)
                .groupBy(customer, payment)
                .orderBy(customer, payment)
                .fetchSize(FETCH_SIZE)
                .fetchStream()
                .map(row -> new OfPayment(row.value1(), row.value2(), exact(row.value3())));
    }

    /** What was charged and returned for each operation, ordered by customer and operation. */
    public Stream<OfOperation> operations() {
        requireTransaction();
        var charged = sum(TRANSFER.AMOUNT_MINOR).filterWhere(TRANSFER.REASON.eq("operation"));
        var returned = sum(TRANSFER.AMOUNT_MINOR).filterWhere(TRANSFER.REASON.eq("operation_refund"));
        return db.select(TRANSFER.CUSTOMER_ID, TRANSFER.OPERATION_ID, coalesce(charged, BigDecimal.ZERO), coalesce(returned, BigDecimal.ZERO))
                .from(TRANSFER)
                .where(TRANSFER.OPERATION_ID.isNotNull())
                .groupBy(TRANSFER.CUSTOMER_ID, TRANSFER.OPERATION_ID)
                .orderBy(TRANSFER.CUSTOMER_ID, TRANSFER.OPERATION_ID)
                .fetchSize(FETCH_SIZE)
                .fetchStream()
                .map(row -> new OfOperation(row.value1(), row.value2(), exact(row.value3()), exact(row.value4())));
    }

    private Stream<Posted> posted(String reason, Field<UUID> subject) {
        requireTransaction();
        return db.select(TRANSFER.CUSTOMER_ID, subject, min(TRANSFER.CURRENCY), max(TRANSFER.CURRENCY), sum(TRANSFER.AMOUNT_MINOR), count())
                .from(TRANSFER)
                .where(TRANSFER.REASON.eq(reason))
                .groupBy(TRANSFER.CUSTOMER_ID, subject)
                .orderBy(TRANSFER.CUSTOMER_ID, subject)
                .fetchSize(FETCH_SIZE)
                .fetchStream()
                .map(row -> new Posted(
                        row.value1(), row.value2(), currency(row.value3(), row.value4()), exact(row.value5()), row.value6()));
    }

    private static void requireTransaction() {
        if (!Transactions.isActive()) {
            throw new IllegalStateException("outside a transaction the driver would read everything at once");
        }
    }

    private static String currency(String first, String last) {
        return first.equals(last) ? first : first + " and " + last;
    }

    private static long exact(BigDecimal sum) {
        return sum.longValueExact();
    }

    /**
     * Transfers of one payment or refund.
     *
     * @param subject the payment's or refund's id
     * @param currency of the transfers; names two where they differ
     */
    public record Posted(UUID customer, UUID subject, String currency, long amountMinor, int transfers) {}

    /** An account's number and name, and what lies there in minor units. */
    public record Lying(long account, String name, long minor) {}

    /** What a payment has left somewhere, in minor units. */
    public record OfPayment(UUID customer, UUID payment, long minor) {}

    /** The transfers of an operation, in minor units. */
    public record OfOperation(UUID customer, UUID operation, long chargedMinor, long returnedMinor) {}

    /** The idempotency key of a transfer. */
    public record Key(UUID customer, String text) {}
}
