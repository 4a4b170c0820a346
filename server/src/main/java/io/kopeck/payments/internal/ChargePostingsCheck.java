package io.kopeck.payments.internal;

import static io.kopeck.payments.internal.db.Tables.PAYMENT;

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

/** Payments and ledger agree on every charge, and neither knows one that the other does not. */
@Component
@Order(200)
final class ChargePostingsCheck implements BookCheck {

    private static final int FETCH_SIZE = 1_000;

    private final DSLContext db;
    private final Postings postings;

    ChargePostingsCheck(DSLContext db, Postings postings) {
        this.db = db;
        this.postings = postings;
    }

    @Override
    public String name() {
        return "every settled payment equals its charge transfers, and every charge transfer has its payment";
    }

    @Override
    public List<String> findings(int max) {
        try (var settled = settled(); var posted = postings.charges()) {
            return Pairs.findings(settled, posted,
                    (payment, charge) -> Pairs.compare(payment.customer(), payment.id(), charge.customer(), charge.subject()),
                    max, ChargePostingsCheck::judge);
        }
    }

    private Stream<Settled> settled() {
        return db.select(PAYMENT.CUSTOMER_ID, PAYMENT.ID, PAYMENT.CURRENCY, PAYMENT.SETTLED_MINOR)
                .from(PAYMENT)
                .where(PAYMENT.SETTLED_MINOR.ne(0L))
                .orderBy(PAYMENT.CUSTOMER_ID, PAYMENT.ID)
                .fetchSize(FETCH_SIZE)
                .fetchStream()
                .map(row -> new Settled(row.value1(), row.value2(), row.value3(), row.value4()));
    }

    private static @Nullable String judge(@Nullable Settled payment, @Nullable Posted posted) {
        if (payment == null) {
            return posted == null ? null : "no settled payment " + posted.subject() + ", but the ledger has a charge for it";
        }
        if (posted == null) {
            return "payment " + payment.id() + " settled " + payment.minor() + ", and the ledger has no charge for it";
        }
        if (payment.minor() != posted.amountMinor() || !payment.currency().equals(posted.currency())) {
            return "payment " + payment.id() + " settled " + payment.minor() + " " + payment.currency() + ", the ledger says "
                    + posted.amountMinor() + " " + posted.currency();
        }
        return null;
    }

    private record Settled(UUID customer, UUID id, String currency, long minor) {}
}
