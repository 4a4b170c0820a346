package io.kopeck.subscriptions.internal;

import static io.kopeck.subscriptions.internal.db.Tables.PAUSE;

import io.kopeck.kernel.BillingPeriod;
import io.kopeck.kernel.CustomerId;
import io.kopeck.kernel.ProductCode;
import io.kopeck.platform.tx.Rows;
import java.time.Instant;
import java.util.List;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** The SQL of the history of pauses. */
@Component
public class PauseStore {

    private static final int LIST_MAX = 1_000;

    private final DSLContext db;

    PauseStore(DSLContext db) {
        this.db = db;
    }

    void begin(SubscriptionRow row, Instant until, Instant now) {
        db.insertInto(PAUSE)
                .set(PAUSE.CUSTOMER_ID, row.customer().value())
                .set(PAUSE.SUBSCRIPTION_ID, row.id().value())
                .set(PAUSE.PRODUCT, row.product().value())
                .set(PAUSE.STARTED_AT, now)
                .set(PAUSE.UNTIL, until)
                .execute();
    }

    void end(SubscriptionRow row, Instant now) {
        var changed = db.update(PAUSE)
                .set(PAUSE.ENDED_AT, now)
                .where(PAUSE.CUSTOMER_ID.eq(row.customer().value()))
                .and(PAUSE.SUBSCRIPTION_ID.eq(row.id().value()))
                .and(PAUSE.ENDED_AT.isNull())
                .execute();
        Rows.exactlyOne(changed, "open pause of subscription " + row.id());
    }

    /** The customer's pauses of the product that ended after this moment; those without any length count for nothing. */
    public List<BillingPeriod> endedSince(CustomerId customer, ProductCode product, Instant since) {
        return db.select(PAUSE.STARTED_AT, PAUSE.ENDED_AT)
                .from(PAUSE)
                .where(PAUSE.CUSTOMER_ID.eq(customer.value()))
                .and(PAUSE.PRODUCT.eq(product.value()))
                .and(PAUSE.ENDED_AT.gt(since))
                .and(PAUSE.STARTED_AT.lt(PAUSE.ENDED_AT))
                .limit(LIST_MAX)
                .fetch(row -> new BillingPeriod(row.value1(), row.value2()));
    }
}
