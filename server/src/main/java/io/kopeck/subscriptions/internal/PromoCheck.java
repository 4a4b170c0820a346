package io.kopeck.subscriptions.internal;

import static io.kopeck.subscriptions.internal.db.Tables.PROMO_COUNT;
import static io.kopeck.subscriptions.internal.db.Tables.PROMO_USE;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.selectCount;

import io.kopeck.platform.verify.BookCheck;
import java.util.List;
import org.jooq.DSLContext;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** A promo code was used as often as its count says. */
@Component
@Order(330)
final class PromoCheck implements BookCheck {

    private final DSLContext db;

    PromoCheck(DSLContext db) {
        this.db = db;
    }

    @Override
    public String name() {
        return "every promo code is used as often as its count says";
    }

    @Override
    public List<String> findings(int max) {
        var uses = field(selectCount().from(PROMO_USE)
                .where(PROMO_USE.CODE.eq(PROMO_COUNT.CODE))
                .and(PROMO_USE.STATE.ne("released")));
        return db.select(PROMO_COUNT.CODE, PROMO_COUNT.USED, uses)
                .from(PROMO_COUNT)
                .where(PROMO_COUNT.USED.ne(uses))
                .limit(max)
                .fetch(row -> "promo code " + row.value1() + " counts " + row.value2() + " uses, there are " + row.value3());
    }
}
