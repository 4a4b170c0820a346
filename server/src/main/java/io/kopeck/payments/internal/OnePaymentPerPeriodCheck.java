package io.kopeck.payments.internal;

import static io.kopeck.payments.internal.db.Tables.PAYMENT;
import static org.jooq.impl.DSL.count;

import io.kopeck.platform.verify.BookCheck;
import java.util.List;
import org.jooq.DSLContext;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Nobody pays twice for the same time. What was fully returned, or is on its way back, does not count. */
@Component
@Order(240)
final class OnePaymentPerPeriodCheck implements BookCheck {

    private final DSLContext db;

    OnePaymentPerPeriodCheck(DSLContext db) {
        this.db = db;
    }

    @Override
    public String name() {
        return "no period of a subscription is paid twice";
    }

    @Override
    public List<String> findings(int max) {
        return db.select(PAYMENT.SUBSCRIPTION_ID, PAYMENT.PERIOD_NUMBER, count())
                .from(PAYMENT)
                .where(PAYMENT.SUBSCRIPTION_ID.isNotNull())
                .and(PAYMENT.SETTLED_MINOR.gt(PAYMENT.REFUNDED_MINOR))
                .groupBy(PAYMENT.CUSTOMER_ID, PAYMENT.SUBSCRIPTION_ID, PAYMENT.PERIOD_NUMBER)
                .having(count().gt(1))
                .limit(max)
                .fetch(row -> "subscription " + row.value1() + ", period " + row.value2() + ": " + row.value3() + " payments kept");
    }
}
