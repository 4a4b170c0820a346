package io.kopeck.subscriptions.internal;

import static io.kopeck.subscriptions.internal.db.Tables.CREDIT;
import static io.kopeck.subscriptions.internal.db.Tables.CREDIT_ENTRY;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.sum;

import io.kopeck.platform.verify.BookCheck;
import java.math.BigDecimal;
import java.util.List;
import org.jooq.DSLContext;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Credit is what its entries add up to. */
@Component
@Order(320)
final class CreditCheck implements BookCheck {

    private final DSLContext db;

    CreditCheck(DSLContext db) {
        this.db = db;
    }

    @Override
    public String name() {
        return "the credit of every customer is what its entries add up to";
    }

    @Override
    public List<String> findings(int max) {
        var entries = field(select(coalesce(sum(CREDIT_ENTRY.AMOUNT_MINOR), inline(BigDecimal.ZERO)))
                .from(CREDIT_ENTRY)
                .where(CREDIT_ENTRY.CUSTOMER_ID.eq(CREDIT.CUSTOMER_ID))
                .and(CREDIT_ENTRY.PRODUCT.eq(CREDIT.PRODUCT))
                .and(CREDIT_ENTRY.CURRENCY.eq(CREDIT.CURRENCY)));
        return db.select(CREDIT.CUSTOMER_ID, CREDIT.PRODUCT, CREDIT.BALANCE_MINOR, CREDIT.CURRENCY, entries)
                .from(CREDIT)
                .where(CREDIT.BALANCE_MINOR.coerce(BigDecimal.class).ne(entries))
                .limit(max)
                .fetch(row -> "customer " + row.value1() + " has " + row.value3() + " " + row.value4() + " of credit at " + row.value2()
                        + ", the entries say " + row.value5());
    }
}
