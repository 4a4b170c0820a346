package io.kopeck.payments;

import static io.kopeck.payments.internal.db.Tables.PAYMENT;

import io.kopeck.platform.tx.Transactions;
import java.util.UUID;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** Which periods of which subscriptions were ever paid, for the proof of the books. */
@Component
public final class PaidPeriods {

    private static final int FETCH_SIZE = 1_000;

    private final DSLContext db;

    PaidPeriods(DSLContext db) {
        this.db = db;
    }

    /** Each once, ordered by customer, subscription and number. Needs a transaction; close the stream. */
    public Stream<PaidPeriod> all() {
        if (!Transactions.isActive()) {
            throw new IllegalStateException("outside a transaction the driver would read everything at once");
        }
        return db.selectDistinct(PAYMENT.CUSTOMER_ID, PAYMENT.SUBSCRIPTION_ID, PAYMENT.PERIOD_NUMBER)
                .from(PAYMENT)
                .where(PAYMENT.SUBSCRIPTION_ID.isNotNull())
                .and(PAYMENT.SETTLED_MINOR.gt(0L))
                .orderBy(PAYMENT.CUSTOMER_ID, PAYMENT.SUBSCRIPTION_ID, PAYMENT.PERIOD_NUMBER)
                .fetchSize(FETCH_SIZE)
                .fetchStream()
                .map(row -> new PaidPeriod(row.value1(), row.value2(), row.value3()));
    }

    /** A period of a subscription for which money was settled. */
    public record PaidPeriod(UUID customer, UUID subscription, int number) {}
}
