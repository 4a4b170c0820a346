package io.kopeck.subscriptions.internal;

import static io.kopeck.subscriptions.internal.db.Tables.CREDIT_ENTRY;
import static io.kopeck.subscriptions.internal.db.Tables.SUBSCRIPTION;

import io.kopeck.payments.PaidPeriods;
import io.kopeck.payments.PaidPeriods.PaidPeriod;
import io.kopeck.platform.verify.BookCheck;
import io.kopeck.platform.verify.Pairs;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Nobody has a period for nothing: it was paid for, in money or in credit, or it is the trial. */
@Component
@Order(300)
final class CoverageCheck implements BookCheck {

    private static final int FETCH_SIZE = 1_000;

    private final DSLContext db;
    private final PaidPeriods paid;

    CoverageCheck(DSLContext db, PaidPeriods paid) {
        this.db = db;
        this.paid = paid;
    }

    @Override
    public String name() {
        return "the period of every live subscription is a trial or was paid";
    }

    @Override
    public List<String> findings(int max) {
        try (var live = live(); var periods = paid.all()) {
            return Pairs.findings(live, periods, CoverageCheck::order, max, (subscription, period) ->
                    subscription == null || period != null
                            ? null
                            : "subscription " + subscription.id() + ", period " + subscription.period() + ": no payment settled");
        }
    }

    private Stream<Live> live() {
        return db.select(SUBSCRIPTION.CUSTOMER_ID, SUBSCRIPTION.ID, SUBSCRIPTION.PERIOD_NUMBER)
                .from(SUBSCRIPTION)
                .where(SUBSCRIPTION.STATE.notIn("canceled", "expired"))
                .andNot(SUBSCRIPTION.TRIAL)
                .andNotExists(db.selectOne().from(CREDIT_ENTRY)
                        .where(CREDIT_ENTRY.CUSTOMER_ID.eq(SUBSCRIPTION.CUSTOMER_ID))
                        .and(CREDIT_ENTRY.SUBSCRIPTION_ID.eq(SUBSCRIPTION.ID))
                        .and(CREDIT_ENTRY.PERIOD_NUMBER.eq(SUBSCRIPTION.PERIOD_NUMBER))
                        .and(CREDIT_ENTRY.REASON.eq(Credits.Reason.CHARGE.wireName())))
                .orderBy(SUBSCRIPTION.CUSTOMER_ID, SUBSCRIPTION.ID)
                .fetchSize(FETCH_SIZE)
                .fetchStream()
                .map(row -> new Live(row.value1(), row.value2(), row.value3()));
    }

    private static int order(Live live, PaidPeriod paid) {
        int subscription = Pairs.compare(live.customer(), live.id(), paid.customer(), paid.subscription());
        return subscription != 0 ? subscription : Integer.compare(live.period(), paid.number());
    }

    private record Live(UUID customer, UUID id, int period) {}
}
