package io.kopeck.ledger;

import static io.kopeck.ledger.internal.db.Tables.TRANSFER;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.sum;

import io.kopeck.platform.page.Listing;
import io.kopeck.platform.page.Window;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.OrderField;
import org.jooq.Record5;
import org.jooq.SelectLimitPercentStep;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What a wallet's account in the ledger had, and what moved it, in the order of time. Reads the indexes of transfers by account and
 * time, which leave out what never happens to a wallet: an operation that credits it, a charge that debits it.
 */
@Component
public final class AccountHistory {

    private static final Field<UUID> SUBJECT = coalesce(TRANSFER.OPERATION_ID, TRANSFER.PAYMENT_ID).as("subject");
    private static final Field<Long> MINOR = TRANSFER.AMOUNT_MINOR.as("minor");
    private static final List<OrderField<?>> ORDER = List.of(TRANSFER.OCCURRED_AT, SUBJECT, TRANSFER.REASON);

    private final DSLContext db;

    AccountHistory(DSLContext db) {
        this.db = db;
    }

    /** What lay in the account just before the moment, credits less debits, in minor units. Adds up everything before it. */
    public long minorBefore(long account, Instant moment) {
        var before = TRANSFER.OCCURRED_AT.lt(moment);
        var credits = db.select(coalesce(sum(TRANSFER.AMOUNT_MINOR), BigDecimal.ZERO)).from(TRANSFER).where(credits(account)).and(before);
        var debits = db.select(coalesce(sum(TRANSFER.AMOUNT_MINOR), BigDecimal.ZERO)).from(TRANSFER).where(debits(account)).and(before);
        return db.select(credits.asField("credits").coerce(BigDecimal.class), debits.asField("debits").coerce(BigDecimal.class))
                .fetchSingle(row -> row.value1().subtract(row.value2()).longValueExact());
    }

    /** What moved the account from one moment until just before another, oldest first. Reads what the window passes over, too. */
    public Listing<Movement> between(long account, Instant from, Instant to, Window window) {
        if (window.after() != null) {
            throw new IllegalArgumentException("transfers have no ids to go on behind");
        }
        var period = TRANSFER.OCCURRED_AT.ge(from).and(TRANSFER.OCCURRED_AT.lt(to));
        int end = window.offset() + window.size() + 1;
        var both = side(credits(account).and(period), TRANSFER.AMOUNT_MINOR, end)
                .unionAll(side(debits(account).and(period), TRANSFER.AMOUNT_MINOR.neg(), end))
                .asTable("movement");
        var order = List.of(both.field(TRANSFER.OCCURRED_AT), both.field(SUBJECT), both.field(TRANSFER.REASON));
        var running = sum(both.field(MINOR)).over().orderBy(order).rowsUnboundedPreceding();
        var rows = db.select(both.field(TRANSFER.OCCURRED_AT), both.field(TRANSFER.OPERATION_ID), both.field(SUBJECT), both.field(MINOR), running)
                .from(both)
                .orderBy(order)
                .offset(window.offset())
                .limit(window.size() + 1)
                .fetch(row -> new Movement(
                        row.value1(), row.value2(), row.value2() == null ? row.value3() : null, row.value4(), row.value5().longValueExact()));
        int count = count(credits(account).and(period)) + count(debits(account).and(period));
        boolean more = rows.size() > window.size();
        return new Listing<>(more ? rows.subList(0, window.size()) : rows, Math.min(count, Listing.COUNT_MAX), count > Listing.COUNT_MAX, more);
    }

    private SelectLimitPercentStep<Record5<Instant, UUID, UUID, String, Long>> side(Condition condition, Field<Long> minor, int max) {
        return db.select(TRANSFER.OCCURRED_AT, TRANSFER.OPERATION_ID, SUBJECT, TRANSFER.REASON, minor.as(MINOR))
                .from(TRANSFER)
                .where(condition)
                .orderBy(ORDER)
                .limit(max);
    }

    private int count(Condition condition) {
        return db.fetchCount(db.selectOne().from(TRANSFER).where(condition).limit(Listing.COUNT_MAX + 1));
    }

    /** The reasons are written out, not bound, so that the indexes are used. */
    private static Condition credits(long account) {
        return TRANSFER.CREDIT_ACCOUNT_ID.eq(account).and(TRANSFER.REASON.ne(inline("operation")));
    }

    private static Condition debits(long account) {
        return TRANSFER.DEBIT_ACCOUNT_ID.eq(account).and(TRANSFER.REASON.ne(inline("charge")));
    }

    /**
     * A transfer, as one of its accounts sees it.
     *
     * @param operation the wallet's operation that it belongs to; null when it belongs to a payment
     * @param payment the payment that it belongs to; null when it belongs to an operation
     * @param minor what the account got, in minor units; negative for what it gave
     * @param sumMinor all movements of the period up to this one, in minor units
     */
    public record Movement(Instant occurredAt, @Nullable UUID operation, @Nullable UUID payment, long minor, long sumMinor) {}
}
