package io.kopeck.access.internal;

import static io.kopeck.access.internal.db.Tables.GRANTED;

import io.kopeck.catalog.GrantSpec;
import io.kopeck.kernel.CustomerId;
import io.kopeck.kernel.ProductCode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The SQL of grants. */
@Component
class GrantStore {

    private final DSLContext db;

    GrantStore(DSLContext db) {
        this.db = db;
    }

    /** The grant, locked; made as not given when it is new. */
    GrantRow lock(CustomerId customer, ProductCode product, GrantSpec spec, Instant now) {
        db.insertInto(GRANTED)
                .set(GRANTED.CUSTOMER_ID, customer.value())
                .set(GRANTED.PRODUCT, product.value())
                .set(GRANTED.KIND, spec.kind().wireName())
                .set(GRANTED.NAME, spec.name())
                .set(GRANTED.DESIRED, false)
                .set(GRANTED.ACTUAL, false)
                .set(GRANTED.MODIFIED_AT, now)
                .onConflictDoNothing()
                .execute();
        return lock(new GrantKey(customer.value(), product.value(), spec.kind().wireName(), spec.name())).orElseThrow();
    }

    Optional<GrantRow> lock(GrantKey key) {
        return db.select(GRANTED.DESIRED, GRANTED.ACTUAL, GRANTED.TRIES).from(GRANTED).where(is(key)).forUpdate()
                .fetchOptional(row -> new GrantRow(key, row.value1(), row.value2(), row.value3()));
    }

    void update(GrantKey key, boolean desired, boolean actual, int tries, @Nullable Instant nextTryAt, Instant now) {
        db.update(GRANTED)
                .set(GRANTED.DESIRED, desired)
                .set(GRANTED.ACTUAL, actual)
                .set(GRANTED.TRIES, tries)
                .set(GRANTED.NEXT_TRY_AT, nextTryAt)
                .set(GRANTED.MODIFIED_AT, now)
                .where(is(key))
                .execute();
    }

    List<GrantRow> claimDue(Instant now, Instant leaseUntil, int max) {
        var due = db.select(GRANTED.CUSTOMER_ID, GRANTED.PRODUCT, GRANTED.KIND, GRANTED.NAME, GRANTED.DESIRED, GRANTED.ACTUAL, GRANTED.TRIES)
                .from(GRANTED)
                .where(GRANTED.NEXT_TRY_AT.le(now))
                .orderBy(GRANTED.NEXT_TRY_AT)
                .limit(max)
                .forUpdate()
                .skipLocked()
                .fetch(row -> new GrantRow(new GrantKey(row.value1(), row.value2(), row.value3(), row.value4()),
                        row.value5(), row.value6(), row.value7()));
        due.forEach(row -> db.update(GRANTED).set(GRANTED.NEXT_TRY_AT, leaseUntil).where(is(row.key())).execute());
        return due;
    }

    Optional<Instant> nextTry() {
        return db.select(GRANTED.NEXT_TRY_AT).from(GRANTED).where(GRANTED.NEXT_TRY_AT.isNotNull())
                .orderBy(GRANTED.NEXT_TRY_AT).limit(1).fetchOptional(GRANTED.NEXT_TRY_AT);
    }

    private static Condition is(GrantKey key) {
        return GRANTED.CUSTOMER_ID.eq(key.customer()).and(GRANTED.PRODUCT.eq(key.product()))
                .and(GRANTED.KIND.eq(key.kind())).and(GRANTED.NAME.eq(key.name()));
    }

    /** Names a grant. */
    record GrantKey(UUID customer, String product, String kind, String name) {}

    /** A grant: what should be and what is. */
    record GrantRow(GrantKey key, boolean desired, boolean actual, int tries) {}
}
