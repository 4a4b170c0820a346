package io.kopeck.wallets.internal;

import static io.kopeck.wallets.internal.db.Tables.OPERATION;

import io.kopeck.ledger.Postings;
import io.kopeck.ledger.Postings.OfOperation;
import io.kopeck.platform.verify.BookCheck;
import io.kopeck.platform.verify.Pairs;
import io.kopeck.wallets.OperationStatus;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Operations and ledger agree on what each cost and what went back. */
@Component
@Order(410)
final class OperationTransfersCheck implements BookCheck {

    private static final int FETCH_SIZE = 1_000;

    private final DSLContext db;
    private final Postings postings;

    OperationTransfersCheck(DSLContext db, Postings postings) {
        this.db = db;
        this.postings = postings;
    }

    @Override
    public String name() {
        return "every operation's price is in the ledger once if it was charged, and back once if it was returned";
    }

    @Override
    public List<String> findings(int max) {
        try (var operations = operations(); var posted = postings.operations()) {
            return Pairs.findings(operations, posted,
                    (mine, theirs) -> Pairs.compare(mine.customer(), mine.id(), theirs.customer(), theirs.operation()),
                    max, OperationTransfersCheck::judge);
        }
    }

    private Stream<Priced> operations() {
        return db.select(OPERATION.CUSTOMER_ID, OPERATION.ID, OPERATION.PRICE_MINOR, OPERATION.STATUS)
                .from(OPERATION)
                .where(OPERATION.PRICE_MINOR.ne(0L).or(OPERATION.STATUS.eq(OperationStatus.CHARGED.wireName())))
                .orderBy(OPERATION.CUSTOMER_ID, OPERATION.ID)
                .fetchSize(FETCH_SIZE)
                .fetchStream()
                .map(row -> new Priced(row.value1(), row.value2(), row.value3(), OperationStatus.ofWire(row.value4())));
    }

    private static @Nullable String judge(@Nullable Priced operation, @Nullable OfOperation posted) {
        if (operation == null) {
            return posted == null ? null : "the ledger charges operation " + posted.operation() + ", which cost nothing";
        }
        if (operation.minor() == 0) {
            return "operation " + operation.id() + " is charged for nothing";
        }
        long charged = posted == null ? 0 : posted.chargedMinor();
        long returned = posted == null ? 0 : posted.returnedMinor();
        long due = operation.status() == OperationStatus.REFUNDED ? operation.minor() : 0;
        return charged == operation.minor() && returned == due ? null
                : "operation " + operation.id() + " cost " + operation.minor() + ", " + due + " of it back; the ledger says " + charged + " and " + returned;
    }

    private record Priced(UUID customer, UUID id, long minor, OperationStatus status) {}
}
