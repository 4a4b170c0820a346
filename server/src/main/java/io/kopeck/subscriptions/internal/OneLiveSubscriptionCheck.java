package io.kopeck.subscriptions.internal;

import static io.kopeck.subscriptions.internal.db.Tables.SUBSCRIPTION;
import static org.jooq.impl.DSL.count;

import io.kopeck.platform.verify.BookCheck;
import java.util.List;
import org.jooq.DSLContext;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** A customer has a product once. */
@Component
@Order(310)
final class OneLiveSubscriptionCheck implements BookCheck {

    private final DSLContext db;

    OneLiveSubscriptionCheck(DSLContext db) {
        this.db = db;
    }

    @Override
    public String name() {
        return "no customer has two live subscriptions to one product";
    }

    @Override
    public List<String> findings(int max) {
        return db.select(SUBSCRIPTION.CUSTOMER_ID, SUBSCRIPTION.PRODUCT, count())
                .from(SUBSCRIPTION)
                .where(SUBSCRIPTION.STATE.notIn("canceled", "expired"))
                .groupBy(SUBSCRIPTION.CUSTOMER_ID, SUBSCRIPTION.PRODUCT)
                .having(count().gt(1))
                .limit(max)
                .fetch(row -> "customer " + row.value1() + " has " + row.value3() + " of " + row.value2());
    }
}
