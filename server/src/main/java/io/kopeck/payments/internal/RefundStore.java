package io.kopeck.payments.internal;

import static io.kopeck.payments.internal.db.Tables.PROVIDER_OBJECT;
import static io.kopeck.payments.internal.db.Tables.REFUND;

import io.kopeck.kernel.CustomerId;
import io.kopeck.kernel.Money;
import io.kopeck.platform.page.Listing;
import io.kopeck.platform.page.Window;
import io.kopeck.platform.tx.Rows;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The SQL of refunds. */
@Component
class RefundStore {

    private final DSLContext db;

    RefundStore(DSLContext db) {
        this.db = db;
    }

    void insertDue(RefundRow refund, String requestedBy, @Nullable String requestKey, Instant now) {
        db.insertInto(REFUND)
                .set(REFUND.CUSTOMER_ID, refund.customer())
                .set(REFUND.ID, refund.id())
                .set(REFUND.PAYMENT_ID, refund.payment())
                .set(REFUND.ATTEMPT, refund.attempt())
                .set(REFUND.AMOUNT_MINOR, refund.amount().minor())
                .set(REFUND.CURRENCY, refund.amount().currency().name())
                .set(REFUND.CAUSE, refund.cause())
                .set(REFUND.REASON, refund.reason())
                .set(REFUND.REQUESTED_BY, requestedBy)
                .set(REFUND.REQUEST_KEY, requestKey)
                .set(REFUND.STATE, "due")
                .set(REFUND.NEXT_CHECK_AT, now)
                .set(REFUND.CREATED_AT, now)
                .set(REFUND.MODIFIED_AT, now)
                .execute();
    }

    /** Inserts a refund that has happened already, without us. */
    void insertBooked(RefundRow refund, String requestedBy, Instant now) {
        db.insertInto(REFUND)
                .set(REFUND.CUSTOMER_ID, refund.customer())
                .set(REFUND.ID, refund.id())
                .set(REFUND.PAYMENT_ID, refund.payment())
                .set(REFUND.ATTEMPT, refund.attempt())
                .set(REFUND.AMOUNT_MINOR, refund.amount().minor())
                .set(REFUND.CURRENCY, refund.amount().currency().name())
                .set(REFUND.CAUSE, refund.cause())
                .set(REFUND.REASON, refund.reason())
                .set(REFUND.REQUESTED_BY, requestedBy)
                .set(REFUND.STATE, refund.state())
                .set(REFUND.PROVIDER_REFUND_ID, refund.providerRefundId())
                .set(REFUND.CREATED_AT, now)
                .set(REFUND.MODIFIED_AT, now)
                .set(REFUND.SETTLED_AT, now)
                .execute();
    }

    /** Claims refunds whose next step is due, as {@link PaymentStore#claimDue} does. */
    List<RefundRow> claimDue(Instant now, Instant leaseUntil, int max) {
        var due = db.select(REFUND.fields()).from(REFUND)
                .where(REFUND.NEXT_CHECK_AT.le(now))
                .orderBy(REFUND.NEXT_CHECK_AT)
                .limit(max)
                .forUpdate()
                .skipLocked()
                .fetch(RefundStore::fromRow);
        for (var refund : due) {
            db.update(REFUND).set(REFUND.NEXT_CHECK_AT, leaseUntil)
                    .where(REFUND.CUSTOMER_ID.eq(refund.customer())).and(REFUND.ID.eq(refund.id()))
                    .execute();
        }
        return due;
    }

    Optional<Instant> nextCheck() {
        return db.select(REFUND.NEXT_CHECK_AT).from(REFUND).where(REFUND.NEXT_CHECK_AT.isNotNull())
                .orderBy(REFUND.NEXT_CHECK_AT).limit(1).fetchOptional(REFUND.NEXT_CHECK_AT);
    }

    Optional<RefundRow> lock(UUID customer, UUID refund) {
        return db.select(REFUND.fields()).from(REFUND)
                .where(REFUND.CUSTOMER_ID.eq(customer)).and(REFUND.ID.eq(refund))
                .forUpdate().fetchOptional(RefundStore::fromRow);
    }

    Optional<RefundRow> findById(UUID refund) {
        return list(REFUND.ID.eq(refund)).stream().findFirst();
    }

    Optional<RefundRow> findByRequest(UUID customer, UUID payment, String requestKey) {
        return list(REFUND.CUSTOMER_ID.eq(customer).and(REFUND.PAYMENT_ID.eq(payment)).and(REFUND.REQUEST_KEY.eq(requestKey)))
                .stream().findFirst();
    }

    List<RefundRow> ofPayment(CustomerId customer, UUID payment) {
        return list(REFUND.CUSTOMER_ID.eq(customer.value()).and(REFUND.PAYMENT_ID.eq(payment)));
    }

    Listing<RefundRow> page(Condition condition, Window window) {
        var wanted = window.after() == null ? condition : condition.and(REFUND.ID.lt(window.after()));
        var rows = db.select(REFUND.fields()).from(REFUND).where(wanted).orderBy(REFUND.ID.desc())
                .limit(window.size() + 1).offset(window.offset()).fetch(RefundStore::fromRow);
        return Listing.of(rows, window, db, REFUND, condition);
    }

    /** Begins a new try under its own key. */
    void updateSent(RefundRow row, int tries, String key, Instant keyExpiresAt, Instant nextCheckAt, Instant now) {
        var changed = db.update(REFUND)
                .set(REFUND.STATE, "sent")
                .set(REFUND.TRIES, tries)
                .set(REFUND.IDEMPOTENCY_KEY, key)
                .setNull(REFUND.PROVIDER_REFUND_ID)
                .set(REFUND.SENT_AT, now)
                .set(REFUND.KEY_EXPIRES_AT, keyExpiresAt)
                .set(REFUND.NEXT_CHECK_AT, nextCheckAt)
                .set(REFUND.CHECKS, 0)
                .set(REFUND.MODIFIED_AT, now)
                .where(same(row))
                .execute();
        Rows.exactlyOne(changed, "refund " + row.id());
    }

    void updateState(
            RefundRow row, String to, @Nullable String providerId, @Nullable String code, @Nullable Instant nextCheckAt, int checks,
            Instant now) {
        var changed = db.update(REFUND)
                .set(REFUND.STATE, to)
                .set(REFUND.PROVIDER_REFUND_ID, providerId == null ? row.providerRefundId() : providerId)
                .set(REFUND.DECLINE_CODE, code)
                .set(REFUND.NEXT_CHECK_AT, nextCheckAt)
                .set(REFUND.CHECKS, checks)
                .set(REFUND.SETTLED_AT, to.equals("succeeded") ? now : null)
                .set(REFUND.MODIFIED_AT, now)
                .where(same(row))
                .execute();
        Rows.exactlyOne(changed, "refund " + row.id());
    }

    void link(RefundRow row, String account, String providerId) {
        db.insertInto(PROVIDER_OBJECT)
                .set(PROVIDER_OBJECT.ACCOUNT, account)
                .set(PROVIDER_OBJECT.PROVIDER_ID, providerId)
                .set(PROVIDER_OBJECT.KIND, "refund")
                .set(PROVIDER_OBJECT.CUSTOMER_ID, row.customer())
                .set(PROVIDER_OBJECT.PAYMENT_ID, row.payment())
                .set(PROVIDER_OBJECT.REFUND_ID, row.id())
                .onConflictDoNothing()
                .execute();
    }

    private static Condition same(RefundRow row) {
        return REFUND.CUSTOMER_ID.eq(row.customer()).and(REFUND.ID.eq(row.id())).and(REFUND.STATE.eq(row.state()));
    }

    private List<RefundRow> list(Condition condition) {
        return db.select(REFUND.fields()).from(REFUND).where(condition).orderBy(REFUND.CREATED_AT, REFUND.ID).limit(100)
                .fetch(RefundStore::fromRow);
    }

    private static RefundRow fromRow(Record row) {
        return new RefundRow(
                row.get(REFUND.CUSTOMER_ID), row.get(REFUND.ID), row.get(REFUND.PAYMENT_ID), row.get(REFUND.ATTEMPT),
                new Money(row.get(REFUND.AMOUNT_MINOR), PaymentRow.currency(row.get(REFUND.CURRENCY))),
                row.get(REFUND.CAUSE), row.get(REFUND.REASON), row.get(REFUND.STATE), row.get(REFUND.TRIES),
                row.get(REFUND.IDEMPOTENCY_KEY), row.get(REFUND.PROVIDER_REFUND_ID), row.get(REFUND.SENT_AT),
                row.get(REFUND.KEY_EXPIRES_AT), row.get(REFUND.CHECKS), row.get(REFUND.DECLINE_CODE), row.get(REFUND.CREATED_AT), row.get(REFUND.SETTLED_AT));
    }
}
