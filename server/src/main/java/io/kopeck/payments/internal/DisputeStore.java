package io.kopeck.payments.internal;

import static io.kopeck.payments.internal.db.Tables.CHARGEBACK_CURSOR;
import static io.kopeck.payments.internal.db.Tables.DISPUTE;

import io.kopeck.kernel.CustomerId;
import io.kopeck.kernel.Money;
import io.kopeck.payments.DisputeView;
import io.kopeck.payments.PaymentId;
import io.kopeck.payments.RefundCause;
import io.kopeck.payments.RefundId;
import io.kopeck.platform.page.Listing;
import io.kopeck.platform.page.Window;
import io.kopeck.platform.tx.Rows;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The SQL of disputes, and of how far each account's chargebacks have been listed. */
@Component
public class DisputeStore {

    private final DSLContext db;

    DisputeStore(DSLContext db) {
        this.db = db;
    }

    /** Takes one in; false when it is known. */
    boolean insert(DisputeRow row) {
        return db.insertInto(DISPUTE)
                .set(DISPUTE.ID, row.id())
                .set(DISPUTE.ACCOUNT, row.account())
                .set(DISPUTE.KIND, row.cause().wireName())
                .set(DISPUTE.PROVIDER_ID, row.providerId())
                .set(DISPUTE.PROVIDER_PAYMENT_ID, row.providerPaymentId())
                .set(DISPUTE.AMOUNT_MINOR, row.amount().minor())
                .set(DISPUTE.CURRENCY, row.amount().currency().name())
                .set(DISPUTE.STATE, "received")
                .set(DISPUTE.NEXT_TRY_AT, row.receivedAt())
                .set(DISPUTE.RECEIVED_AT, row.receivedAt())
                .set(DISPUTE.MODIFIED_AT, row.receivedAt())
                .onConflictDoNothing()
                .execute() == 1;
    }

    /** Claims due ones, as {@link PaymentStore#claimDue} does. */
    List<DisputeRow> claimDue(Instant now, Instant leaseUntil, int max) {
        var due = db.select(DISPUTE.fields()).from(DISPUTE)
                .where(DISPUTE.NEXT_TRY_AT.le(now))
                .orderBy(DISPUTE.NEXT_TRY_AT)
                .limit(max)
                .forUpdate()
                .skipLocked()
                .fetch(DisputeStore::fromRow);
        due.forEach(row -> db.update(DISPUTE).set(DISPUTE.NEXT_TRY_AT, leaseUntil).where(DISPUTE.ID.eq(row.id())).execute());
        return due;
    }

    Optional<Instant> nextTry() {
        return db.select(DISPUTE.NEXT_TRY_AT).from(DISPUTE).where(DISPUTE.NEXT_TRY_AT.isNotNull())
                .orderBy(DISPUTE.NEXT_TRY_AT).limit(1).fetchOptional(DISPUTE.NEXT_TRY_AT);
    }

    /** Locks one that is not booked yet; empty when somebody else has finished it. */
    Optional<DisputeRow> lockReceived(UUID id) {
        return db.select(DISPUTE.fields()).from(DISPUTE)
                .where(DISPUTE.ID.eq(id)).and(DISPUTE.STATE.eq("received"))
                .forUpdate().fetchOptional(DisputeStore::fromRow);
    }

    void postpone(DisputeRow row, Instant nextTryAt, Instant now) {
        db.update(DISPUTE)
                .set(DISPUTE.TRIES, row.tries() + 1)
                .set(DISPUTE.NEXT_TRY_AT, nextTryAt)
                .set(DISPUTE.MODIFIED_AT, now)
                .where(DISPUTE.ID.eq(row.id())).and(DISPUTE.STATE.eq("received"))
                .execute();
    }

    /** Ends one; {@code payment} and {@code refund} say where it belongs and where it is booked. */
    void finish(
            DisputeRow row, DisputeView.State to, @Nullable PaymentRow payment, @Nullable UUID refund, long bookedMinor, Instant now) {
        var changed = db.update(DISPUTE)
                .set(DISPUTE.STATE, wireName(to))
                .set(DISPUTE.CUSTOMER_ID, payment == null ? null : payment.customer())
                .set(DISPUTE.PAYMENT_ID, payment == null ? null : payment.id())
                .set(DISPUTE.REFUND_ID, refund)
                .set(DISPUTE.BOOKED_MINOR, bookedMinor)
                .setNull(DISPUTE.NEXT_TRY_AT)
                .set(DISPUTE.MODIFIED_AT, now)
                .where(DISPUTE.ID.eq(row.id())).and(DISPUTE.STATE.eq("received"))
                .execute();
        Rows.exactlyOne(changed, "dispute " + row.id());
    }

    public Listing<DisputeView> page(Window window) {
        var wanted = window.after() == null ? DSL.noCondition() : DISPUTE.ID.lt(window.after());
        var rows = db.select(DISPUTE.fields()).from(DISPUTE).where(wanted).orderBy(DISPUTE.ID.desc())
                .limit(window.size() + 1).offset(window.offset()).fetch(DisputeStore::view);
        return Listing.of(rows, window, db, DISPUTE, DSL.noCondition());
    }

    // --- chargebacks -------------------------------------------------------------------------------------------------

    /** How far the account has been listed, and when to ask again; empty before the first listing. */
    Optional<Cursor> cursor(String account) {
        return db.select(CHARGEBACK_CURSOR.LISTED_UNTIL, CHARGEBACK_CURSOR.NEXT_POLL_AT).from(CHARGEBACK_CURSOR)
                .where(CHARGEBACK_CURSOR.ACCOUNT.eq(account))
                .fetchOptional(row -> new Cursor(row.value1(), row.value2()));
    }

    /** Moves the cursor; it never goes back, whoever of two nodes comes second. */
    void moveCursor(String account, Instant listedUntil, Instant nextPollAt) {
        db.insertInto(CHARGEBACK_CURSOR)
                .set(CHARGEBACK_CURSOR.ACCOUNT, account)
                .set(CHARGEBACK_CURSOR.LISTED_UNTIL, listedUntil)
                .set(CHARGEBACK_CURSOR.NEXT_POLL_AT, nextPollAt)
                .onConflict(CHARGEBACK_CURSOR.ACCOUNT)
                .doUpdate()
                .set(CHARGEBACK_CURSOR.LISTED_UNTIL, DSL.greatest(CHARGEBACK_CURSOR.LISTED_UNTIL, DSL.val(listedUntil)))
                .set(CHARGEBACK_CURSOR.NEXT_POLL_AT, nextPollAt)
                .execute();
    }

    Optional<Instant> nextPoll() {
        return db.select(CHARGEBACK_CURSOR.NEXT_POLL_AT).from(CHARGEBACK_CURSOR)
                .orderBy(CHARGEBACK_CURSOR.NEXT_POLL_AT).limit(1).fetchOptional(CHARGEBACK_CURSOR.NEXT_POLL_AT);
    }

    private static DisputeRow fromRow(Record row) {
        return new DisputeRow(
                row.get(DISPUTE.ID), row.get(DISPUTE.ACCOUNT), RefundCause.ofWire(row.get(DISPUTE.KIND)), row.get(DISPUTE.PROVIDER_ID),
                row.get(DISPUTE.PROVIDER_PAYMENT_ID),
                new Money(row.get(DISPUTE.AMOUNT_MINOR), PaymentRow.currency(row.get(DISPUTE.CURRENCY))),
                row.get(DISPUTE.TRIES), row.get(DISPUTE.RECEIVED_AT));
    }

    private static DisputeView view(Record row) {
        var dispute = fromRow(row);
        var payment = row.get(DISPUTE.PAYMENT_ID);
        var refund = row.get(DISPUTE.REFUND_ID);
        return new DisputeView(
                dispute.id(), dispute.account(), dispute.cause(), dispute.providerId(), dispute.providerPaymentId(), dispute.amount(),
                new Money(row.get(DISPUTE.BOOKED_MINOR), dispute.amount().currency()),
                DisputeView.State.valueOf(row.get(DISPUTE.STATE).toUpperCase(Locale.ROOT)),
                payment == null ? null : new CustomerId(row.get(DISPUTE.CUSTOMER_ID)),
                payment == null ? null : new PaymentId(payment), refund == null ? null : new RefundId(refund), dispute.receivedAt());
    }

    private static String wireName(DisputeView.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    /** How far an account's chargebacks are known. */
    record Cursor(Instant listedUntil, Instant nextPollAt) {}
}
