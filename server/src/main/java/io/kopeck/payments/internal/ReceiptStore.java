package io.kopeck.payments.internal;

import static io.kopeck.payments.internal.db.Tables.RECEIPT;

import io.kopeck.kernel.CustomerId;
import io.kopeck.kernel.Money;
import io.kopeck.payments.spi.Receipt;
import io.kopeck.platform.tx.Rows;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The SQL of receipt documents. */
@Component
class ReceiptStore {

    private final DSLContext db;
    private final JsonMapper json;

    ReceiptStore(DSLContext db, JsonMapper json) {
        this.db = db;
        this.json = json;
    }

    void insertDue(ReceiptRow receipt, Instant nextCheckAt) {
        db.insertInto(RECEIPT)
                .set(RECEIPT.CUSTOMER_ID, receipt.customer())
                .set(RECEIPT.ID, receipt.id())
                .set(RECEIPT.PAYMENT_ID, receipt.payment())
                .set(RECEIPT.ATTEMPT, receipt.attempt())
                .set(RECEIPT.REFUND_ID, receipt.refund())
                .set(RECEIPT.AMOUNT_MINOR, receipt.amount().minor())
                .set(RECEIPT.CURRENCY, receipt.amount().currency().name())
                .set(RECEIPT.DOCUMENT, JSONB.valueOf(json.writeValueAsString(receipt.document())))
                .set(RECEIPT.STATE, "due")
                .set(RECEIPT.RODE, receipt.rode())
                .set(RECEIPT.NEXT_CHECK_AT, nextCheckAt)
                .set(RECEIPT.DUE_BY, receipt.dueBy())
                .set(RECEIPT.CREATED_AT, receipt.createdAt())
                .set(RECEIPT.OPENED_AT, receipt.openedAt())
                .set(RECEIPT.MODIFIED_AT, receipt.createdAt())
                .execute();
    }

    /** Claims receipts whose next step is due, as {@link PaymentStore#claimDue} does. */
    List<ReceiptRow> claimDue(Instant now, Instant leaseUntil, int max) {
        var due = db.select(RECEIPT.fields()).from(RECEIPT)
                .where(RECEIPT.NEXT_CHECK_AT.le(now))
                .orderBy(RECEIPT.NEXT_CHECK_AT)
                .limit(max)
                .forUpdate()
                .skipLocked()
                .fetch(this::fromRow);
        for (var receipt : due) {
            db.update(RECEIPT).set(RECEIPT.NEXT_CHECK_AT, leaseUntil)
                    .where(RECEIPT.CUSTOMER_ID.eq(receipt.customer())).and(RECEIPT.ID.eq(receipt.id()))
                    .execute();
        }
        return due;
    }

    Optional<Instant> nextCheck() {
        return db.select(RECEIPT.NEXT_CHECK_AT).from(RECEIPT).where(RECEIPT.NEXT_CHECK_AT.isNotNull())
                .orderBy(RECEIPT.NEXT_CHECK_AT).limit(1).fetchOptional(RECEIPT.NEXT_CHECK_AT);
    }

    ReceiptRow lock(UUID customer, UUID receipt) {
        return db.select(RECEIPT.fields()).from(RECEIPT)
                .where(RECEIPT.CUSTOMER_ID.eq(customer)).and(RECEIPT.ID.eq(receipt))
                .forUpdate().fetchSingle(this::fromRow);
    }

    /** The payment's own receipts and those of its refunds, oldest first. */
    List<ReceiptRow> ofPayment(CustomerId customer, UUID payment, int max) {
        return list(RECEIPT.CUSTOMER_ID.eq(customer.value()).and(RECEIPT.PAYMENT_ID.eq(payment)), max);
    }

    /** Receipts in a state that is not {@code sent}, oldest first. */
    List<ReceiptRow> inState(String state, int max) {
        return list(RECEIPT.STATE.eq(state).and(RECEIPT.STATE.ne("sent")), max);
    }

    /** Begins a new sending under its own key. */
    void updateSending(ReceiptRow row, String key, Instant keyExpiresAt, Instant nextCheckAt, Instant now) {
        var changed = db.update(RECEIPT)
                .set(RECEIPT.RODE, false)
                .set(RECEIPT.TRIES, row.tries() + 1)
                .set(RECEIPT.IDEMPOTENCY_KEY, key)
                .setNull(RECEIPT.PROVIDER_RECEIPT_ID)
                .set(RECEIPT.SENT_AT, now)
                .set(RECEIPT.KEY_EXPIRES_AT, keyExpiresAt)
                .set(RECEIPT.NEXT_CHECK_AT, nextCheckAt)
                .set(RECEIPT.CHECKS, 0)
                .set(RECEIPT.MODIFIED_AT, now)
                .where(same(row))
                .execute();
        Rows.exactlyOne(changed, "receipt " + row.id());
    }

    /** Asked and not decided: asked again then. */
    void updateAsked(ReceiptRow row, @Nullable String providerId, @Nullable Instant lateSince, Instant nextCheckAt, Instant now) {
        var changed = db.update(RECEIPT)
                .set(RECEIPT.PROVIDER_RECEIPT_ID, providerId == null ? row.providerReceiptId() : providerId)
                .set(RECEIPT.LATE_SINCE, lateSince)
                .set(RECEIPT.NEXT_CHECK_AT, nextCheckAt)
                .set(RECEIPT.CHECKS, row.checks() + 1)
                .set(RECEIPT.MODIFIED_AT, now)
                .where(same(row))
                .execute();
        Rows.exactlyOne(changed, "receipt " + row.id());
    }

    /** Refused: the next step is to send it anew. */
    void updateRefused(ReceiptRow row, String code, @Nullable Instant lateSince, Instant nextCheckAt, Instant now) {
        var changed = db.update(RECEIPT)
                .set(RECEIPT.RODE, false)
                .setNull(RECEIPT.IDEMPOTENCY_KEY)
                .setNull(RECEIPT.PROVIDER_RECEIPT_ID)
                .setNull(RECEIPT.SENT_AT)
                .setNull(RECEIPT.KEY_EXPIRES_AT)
                .set(RECEIPT.CODE, code)
                .set(RECEIPT.LATE_SINCE, lateSince)
                .set(RECEIPT.NEXT_CHECK_AT, nextCheckAt)
                .set(RECEIPT.CHECKS, 0)
                .set(RECEIPT.MODIFIED_AT, now)
                .where(same(row))
                .execute();
        Rows.exactlyOne(changed, "receipt " + row.id());
    }

    /** Decides it: {@code sent} or {@code failed}. */
    void updateDecided(ReceiptRow row, String to, @Nullable String providerId, @Nullable String code, Instant now) {
        var changed = db.update(RECEIPT)
                .set(RECEIPT.STATE, to)
                .set(RECEIPT.PROVIDER_RECEIPT_ID, providerId == null ? row.providerReceiptId() : providerId)
                .set(RECEIPT.CODE, code)
                .setNull(RECEIPT.NEXT_CHECK_AT)
                .set(RECEIPT.REGISTERED_AT, to.equals("sent") ? now : null)
                .set(RECEIPT.MODIFIED_AT, now)
                .where(same(row))
                .execute();
        Rows.exactlyOne(changed, "receipt " + row.id());
    }

    Optional<ReceiptRow> findById(UUID receipt) {
        return db.select(RECEIPT.fields()).from(RECEIPT).where(RECEIPT.ID.eq(receipt)).fetchOptional(this::fromRow);
    }

    /** A failed one is due again, to be sent anew. */
    void updateReopened(ReceiptRow row, Instant now) {
        var changed = db.update(RECEIPT)
                .set(RECEIPT.STATE, "due")
                .set(RECEIPT.RODE, false)
                .setNull(RECEIPT.IDEMPOTENCY_KEY)
                .setNull(RECEIPT.PROVIDER_RECEIPT_ID)
                .setNull(RECEIPT.SENT_AT)
                .setNull(RECEIPT.KEY_EXPIRES_AT)
                .set(RECEIPT.NEXT_CHECK_AT, now)
                .set(RECEIPT.CHECKS, 0)
                .set(RECEIPT.OPENED_AT, now)
                .set(RECEIPT.MODIFIED_AT, now)
                .where(RECEIPT.CUSTOMER_ID.eq(row.customer())).and(RECEIPT.ID.eq(row.id())).and(RECEIPT.STATE.eq("failed"))
                .execute();
        Rows.exactlyOne(changed, "receipt " + row.id());
    }

    private static Condition same(ReceiptRow row) {
        return RECEIPT.CUSTOMER_ID.eq(row.customer()).and(RECEIPT.ID.eq(row.id())).and(RECEIPT.STATE.eq("due"))
                .and(RECEIPT.TRIES.eq(row.tries()));
    }

    private List<ReceiptRow> list(Condition condition, int max) {
        return db.select(RECEIPT.fields()).from(RECEIPT).where(condition).orderBy(RECEIPT.ID).limit(max).fetch(this::fromRow);
    }

    private ReceiptRow fromRow(Record row) {
        return new ReceiptRow(
                row.get(RECEIPT.CUSTOMER_ID), row.get(RECEIPT.ID), row.get(RECEIPT.PAYMENT_ID), row.get(RECEIPT.ATTEMPT),
                row.get(RECEIPT.REFUND_ID), new Money(row.get(RECEIPT.AMOUNT_MINOR), PaymentRow.currency(row.get(RECEIPT.CURRENCY))),
                json.readValue(row.get(RECEIPT.DOCUMENT).data(), Receipt.class), row.get(RECEIPT.STATE), row.get(RECEIPT.RODE),
                row.get(RECEIPT.TRIES), row.get(RECEIPT.IDEMPOTENCY_KEY), row.get(RECEIPT.PROVIDER_RECEIPT_ID), row.get(RECEIPT.SENT_AT),
                row.get(RECEIPT.KEY_EXPIRES_AT), row.get(RECEIPT.CODE), row.get(RECEIPT.CHECKS), row.get(RECEIPT.DUE_BY),
                row.get(RECEIPT.LATE_SINCE), row.get(RECEIPT.CREATED_AT), row.get(RECEIPT.OPENED_AT), row.get(RECEIPT.REGISTERED_AT));
    }
}
