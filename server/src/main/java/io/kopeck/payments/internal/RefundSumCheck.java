package io.kopeck.payments.internal;

import static io.kopeck.payments.internal.db.Tables.PAYMENT;
import static io.kopeck.payments.internal.db.Tables.REFUND;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.sum;

import io.kopeck.platform.verify.BookCheck;
import java.math.BigDecimal;
import java.util.List;
import org.jooq.DSLContext;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** What a payment has reserved for refunds is what its refunds add up to, those under way included. */
@Component
@Order(220)
final class RefundSumCheck implements BookCheck {

    private final DSLContext db;

    RefundSumCheck(DSLContext db) {
        this.db = db;
    }

    @Override
    public String name() {
        return "refunds, those under way included, never exceed what was settled";
    }

    @Override
    public List<String> findings(int max) {
        var refunds = coalesce(sum(REFUND.AMOUNT_MINOR), BigDecimal.ZERO);
        return db.select(PAYMENT.ID, PAYMENT.SETTLED_MINOR, PAYMENT.REFUNDED_MINOR, refunds)
                .from(PAYMENT)
                .leftJoin(REFUND)
                .on(REFUND.CUSTOMER_ID.eq(PAYMENT.CUSTOMER_ID))
                .and(REFUND.PAYMENT_ID.eq(PAYMENT.ID))
                .and(REFUND.STATE.ne("failed"))
                .groupBy(PAYMENT.CUSTOMER_ID, PAYMENT.ID)
                .having(refunds.ne(PAYMENT.REFUNDED_MINOR.cast(BigDecimal.class)))
                .or(PAYMENT.REFUNDED_MINOR.gt(PAYMENT.SETTLED_MINOR))
                .limit(max)
                .fetch(row -> "payment " + row.value1() + ": settled " + row.value2() + ", reserved for refunds " + row.value3()
                        + ", its refunds sum to " + row.value4());
    }
}
