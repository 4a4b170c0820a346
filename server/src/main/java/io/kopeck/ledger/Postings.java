package io.kopeck.ledger;

import static io.kopeck.ledger.internal.db.Tables.TRANSFER;
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

    private Stream<Posted> posted(String reason, Field<UUID> subject) {
        if (!Transactions.isActive()) {
            throw new IllegalStateException("outside a transaction the driver would read everything at once");
        }
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

    /** The idempotency key of a transfer. */
    public record Key(UUID customer, String text) {}
}
