package io.kopeck.payments.internal;

import static io.kopeck.payments.internal.db.Tables.REFUND;

import io.kopeck.ledger.Postings;
import io.kopeck.ledger.Postings.Posted;
import io.kopeck.platform.verify.BookCheck;
import io.kopeck.platform.verify.Pairs;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Refunds and ledger agree, and neither knows one that the other does not. */
@Component
@Order(210)
final class RefundPostingsCheck implements BookCheck {

    private static final int FETCH_SIZE = 1_000;

    private final DSLContext db;
    private final Postings postings;

    RefundPostingsCheck(DSLContext db, Postings postings) {
        this.db = db;
        this.postings = postings;
    }

    @Override
    public String name() {
        return "every succeeded refund equals its one refund transfer, and every refund transfer has its refund";
    }

    @Override
    public List<String> findings(int max) {
        try (var succeeded = succeeded(); var posted = postings.refunds()) {
            return Pairs.findings(succeeded, posted,
                    (refund, transfer) -> Pairs.compare(refund.customer(), refund.id(), transfer.customer(), transfer.subject()),
                    max, RefundPostingsCheck::judge);
        }
    }

    private Stream<Succeeded> succeeded() {
        return db.select(REFUND.CUSTOMER_ID, REFUND.ID, REFUND.CURRENCY, REFUND.AMOUNT_MINOR)
                .from(REFUND)
                .where(REFUND.STATE.eq("succeeded"))
                .orderBy(REFUND.CUSTOMER_ID, REFUND.ID)
                .fetchSize(FETCH_SIZE)
                .fetchStream()
                .map(row -> new Succeeded(row.value1(), row.value2(), row.value3(), row.value4()));
    }

    private static @Nullable String judge(@Nullable Succeeded refund, @Nullable Posted posted) {
        if (refund == null) {
            return posted == null ? null : "no succeeded refund " + posted.subject() + ", but the ledger has a transfer for it";
        }
        if (posted == null) {
            return "refund " + refund.id() + " of " + refund.minor() + " succeeded, and the ledger has no transfer for it";
        }
        if (refund.minor() != posted.amountMinor() || !refund.currency().equals(posted.currency()) || posted.transfers() != 1) {
            return "refund " + refund.id() + " returned " + refund.minor() + " " + refund.currency() + ", the ledger says "
                    + posted.amountMinor() + " " + posted.currency() + " in " + posted.transfers() + " transfers";
        }
        return null;
    }

    private record Succeeded(UUID customer, UUID id, String currency, long minor) {}
}
