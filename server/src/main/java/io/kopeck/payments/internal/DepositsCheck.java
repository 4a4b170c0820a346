package io.kopeck.payments.internal;

import static io.kopeck.payments.internal.db.Tables.PAYMENT;
import static io.kopeck.payments.internal.db.Tables.REFUND;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.sum;

import io.kopeck.ledger.LedgerAccount;
import io.kopeck.ledger.Postings;
import io.kopeck.ledger.Postings.OfPayment;
import io.kopeck.payments.Purpose;
import io.kopeck.platform.verify.BookCheck;
import io.kopeck.platform.verify.Pairs;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** A top-up's money passes through the deposit: it lies there only while it is on its way back. */
@Component
@Order(245)
final class DepositsCheck implements BookCheck {

    private static final int FETCH_SIZE = 1_000;
    private static final List<String> OPEN = List.of("due", "sent", "unknown", "pending", "parked");

    private final DSLContext db;
    private final Postings postings;

    DepositsCheck(DSLContext db, Postings postings) {
        this.db = db;
        this.postings = postings;
    }

    @Override
    public String name() {
        return "what came for a wallet is in it, returned or on its way back";
    }

    @Override
    public List<String> findings(int max) {
        try (var expected = expected(); var lying = postings.payments(LedgerAccount.Kind.DEPOSIT)) {
            return Pairs.findings(expected, lying,
                    (payment, deposit) -> Pairs.compare(payment.customer(), payment.payment(), deposit.customer(), deposit.payment()),
                    max, DepositsCheck::judge);
        }
    }

    private Stream<OfPayment> expected() {
        var open = db.select(coalesce(sum(REFUND.AMOUNT_MINOR), BigDecimal.ZERO)).from(REFUND)
                .where(REFUND.CUSTOMER_ID.eq(PAYMENT.CUSTOMER_ID)).and(REFUND.PAYMENT_ID.eq(PAYMENT.ID)).and(REFUND.STATE.in(OPEN))
                .asField("open").coerce(BigDecimal.class);
        return db.select(PAYMENT.CUSTOMER_ID, PAYMENT.ID, open)
                .from(PAYMENT)
                .where(PAYMENT.PURPOSE.eq(Purpose.TOP_UP.wireName()))
                .orderBy(PAYMENT.CUSTOMER_ID, PAYMENT.ID)
                .fetchSize(FETCH_SIZE)
                .fetchStream()
                .map(row -> new OfPayment(row.value1(), row.value2(), row.value3().longValueExact()));
    }

    private static @Nullable String judge(@Nullable OfPayment expected, @Nullable OfPayment deposit) {
        long there = deposit == null ? 0 : deposit.minor();
        return expected == null || there == expected.minor() ? null
                : "payment " + expected.payment() + " has " + there + " minor units in the deposit, not " + expected.minor();
    }
}
