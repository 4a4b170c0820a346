package io.kopeck.payments.internal;

import static io.kopeck.payments.internal.db.Tables.ATTEMPT;
import static io.kopeck.payments.internal.db.Tables.PAYMENT;
import static org.jooq.impl.DSL.count;

import io.kopeck.platform.verify.BookCheck;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Money comes from attempts: one success makes a payment succeed, and nothing is settled without one. */
@Component
@Order(230)
final class SuccessCheck implements BookCheck {

    private final DSLContext db;

    SuccessCheck(DSLContext db) {
        this.db = db;
    }

    @Override
    public String name() {
        return "a payment succeeded exactly when one attempt did, and is settled only by attempts that took money";
    }

    @Override
    public List<String> findings(int max) {
        var succeeded = count(ATTEMPT.NUMBER).filterWhere(ATTEMPT.STATE.eq("succeeded"));
        var tookMoney = count(ATTEMPT.NUMBER).filterWhere(ATTEMPT.STATE.in("succeeded", "surplus"));
        var isSucceeded = DSL.field(PAYMENT.STATE.eq("succeeded"));
        var isSettled = DSL.field(PAYMENT.SETTLED_MINOR.gt(0L));
        return db.select(PAYMENT.ID, PAYMENT.STATE, PAYMENT.SETTLED_MINOR, succeeded, tookMoney)
                .from(PAYMENT)
                .leftJoin(ATTEMPT).on(ATTEMPT.CUSTOMER_ID.eq(PAYMENT.CUSTOMER_ID)).and(ATTEMPT.PAYMENT_ID.eq(PAYMENT.ID))
                .groupBy(PAYMENT.CUSTOMER_ID, PAYMENT.ID)
                .having(isSucceeded.ne(DSL.field(succeeded.eq(1))))
                .or(succeeded.gt(1))
                .or(isSettled.ne(DSL.field(tookMoney.gt(0))))
                .limit(max)
                .fetch(row -> "payment " + row.value1() + " is " + row.value2() + ", settled " + row.value3() + ", with " + row.value4()
                        + " succeeded attempts, " + row.value5() + " that took money");
    }
}
