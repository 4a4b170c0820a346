package io.kopeck.payments.internal;

import static io.kopeck.payments.internal.db.Tables.PAYMENT;
import static io.kopeck.payments.internal.db.Tables.RECEIPT;
import static io.kopeck.payments.internal.db.Tables.REFUND;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.sum;

import io.kopeck.platform.verify.BookCheck;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Where receipts are on, every settlement has its document for exactly its amount, and no document is about nothing. */
@Component
@Order(250)
final class ReceiptDocumentsCheck implements BookCheck {

    private final DSLContext db;

    ReceiptDocumentsCheck(DSLContext db) {
        this.db = db;
    }

    @Override
    public String name() {
        return "with receipts on, every settled payment and refund has its receipt document, of its amount";
    }

    @Override
    public List<String> findings(int max) {
        var findings = new ArrayList<>(payments(max));
        findings.addAll(refunds(max - findings.size()));
        return findings;
    }

    private List<String> payments(int max) {
        var documented = coalesce(sum(RECEIPT.AMOUNT_MINOR), BigDecimal.ZERO);
        return db.select(PAYMENT.ID, PAYMENT.SETTLED_MINOR, documented)
                .from(PAYMENT)
                .leftJoin(RECEIPT)
                .on(RECEIPT.CUSTOMER_ID.eq(PAYMENT.CUSTOMER_ID)).and(RECEIPT.PAYMENT_ID.eq(PAYMENT.ID)).and(RECEIPT.REFUND_ID.isNull())
                .where(PAYMENT.RECEIPT.isNotNull())
                .groupBy(PAYMENT.CUSTOMER_ID, PAYMENT.ID)
                .having(documented.ne(PAYMENT.SETTLED_MINOR.cast(BigDecimal.class)))
                .limit(max)
                .fetch(row -> "payment " + row.value1() + ": settled " + row.value2() + ", its receipts document " + row.value3());
    }

    private List<String> refunds(int max) {
        var documented = coalesce(sum(RECEIPT.AMOUNT_MINOR), BigDecimal.ZERO);
        return db.select(REFUND.ID, REFUND.STATE, REFUND.AMOUNT_MINOR, documented)
                .from(REFUND)
                .join(PAYMENT).on(PAYMENT.CUSTOMER_ID.eq(REFUND.CUSTOMER_ID)).and(PAYMENT.ID.eq(REFUND.PAYMENT_ID))
                .leftJoin(RECEIPT).on(RECEIPT.CUSTOMER_ID.eq(REFUND.CUSTOMER_ID)).and(RECEIPT.REFUND_ID.eq(REFUND.ID))
                .where(PAYMENT.RECEIPT.isNotNull())
                .groupBy(REFUND.CUSTOMER_ID, REFUND.ID)
                .having(REFUND.STATE.eq("succeeded").and(documented.ne(REFUND.AMOUNT_MINOR.cast(BigDecimal.class))))
                .or(REFUND.STATE.ne("succeeded").and(documented.ne(BigDecimal.ZERO)))
                .limit(max)
                .fetch(row -> "refund " + row.value1() + " is " + row.value2() + ", of " + row.value3() + ", its receipts document " + row.value4());
    }
}
