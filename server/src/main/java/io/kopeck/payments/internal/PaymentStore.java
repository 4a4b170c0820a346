package io.kopeck.payments.internal;

import static io.kopeck.payments.internal.db.Tables.ATTEMPT;
import static io.kopeck.payments.internal.db.Tables.METHOD;
import static io.kopeck.payments.internal.db.Tables.PAYMENT;
import static io.kopeck.payments.internal.db.Tables.PROVIDER_OBJECT;
import static org.jooq.impl.DSL.val;

import io.kopeck.kernel.CustomerId;
import io.kopeck.kernel.Money;
import io.kopeck.kernel.ProductCode;
import io.kopeck.payments.PaymentOrder;
import io.kopeck.payments.Purpose;
import io.kopeck.payments.internal.core.AttemptState;
import io.kopeck.payments.internal.core.PaymentState;
import io.kopeck.payments.spi.Receipt;
import io.kopeck.platform.page.Listing;
import io.kopeck.platform.page.Window;
import io.kopeck.platform.tx.Rows;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.SelectField;
import org.jooq.SelectOnConditionStep;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The SQL of payments and attempts. */
@Component
class PaymentStore {

    static final List<String> UNFINISHED = List.of("open", "in_flight", "pending", "held", "parked");

    private static final List<SelectField<?>> FIELDS = List.of(
            PAYMENT.CUSTOMER_ID, PAYMENT.ID, PAYMENT.PRODUCT, PAYMENT.ACCOUNT, PAYMENT.PURPOSE, PAYMENT.SUBSCRIPTION_ID,
            PAYMENT.PERIOD_NUMBER, PAYMENT.TARIFF_ID, PAYMENT.TARIFF_VERSION, PAYMENT.AMOUNT_MINOR, PAYMENT.CURRENCY,
            PAYMENT.DESCRIPTION, PAYMENT.SAVE_METHOD, PAYMENT.CAPTURE, PAYMENT.RETURN_URL, PAYMENT.RETURN_TOKEN,
            PAYMENT.RECEIPT, PAYMENT.TELEGRAM_USER_ID, PAYMENT.STATE, PAYMENT.ATTEMPTS, PAYMENT.CONFIRMATION_URL, PAYMENT.DECLINE_CODE,
            PAYMENT.SETTLED_MINOR, PAYMENT.REFUNDED_MINOR, PAYMENT.SETTLED_AT, PAYMENT.EXPIRES_AT, PAYMENT.CREATED_AT,
            PAYMENT.MODIFIED_AT, ATTEMPT.NUMBER, ATTEMPT.INVOICE, ATTEMPT.IDEMPOTENCY_KEY, ATTEMPT.METHOD_ID, METHOD.TOKEN,
            METHOD.REMOVED_AT, ATTEMPT.CUSTOMER_PRESENT, ATTEMPT.STATE, ATTEMPT.PROVIDER_PAYMENT_ID, ATTEMPT.SENT_AT,
            ATTEMPT.KEY_EXPIRES_AT, ATTEMPT.CHECKS);

    private final DSLContext db;
    private final JsonMapper json;

    PaymentStore(DSLContext db, JsonMapper json) {
        this.db = db;
        this.json = json;
    }

    // --- writing -----------------------------------------------------------------------------------------------------

    /** Inserts payments, each in flight with attempt 1. Fails when a constraint sees another payment for the same. */
    void insert(List<NewPayment> payments, Instant now) {
        var insert = db.insertInto(
                PAYMENT, PAYMENT.CUSTOMER_ID, PAYMENT.ID, PAYMENT.PRODUCT, PAYMENT.ACCOUNT, PAYMENT.PURPOSE,
                PAYMENT.SUBSCRIPTION_ID, PAYMENT.PERIOD_NUMBER, PAYMENT.TARIFF_ID, PAYMENT.TARIFF_VERSION,
                PAYMENT.AMOUNT_MINOR, PAYMENT.CURRENCY, PAYMENT.DESCRIPTION, PAYMENT.SAVE_METHOD, PAYMENT.CAPTURE,
                PAYMENT.RETURN_URL, PAYMENT.RETURN_TOKEN, PAYMENT.RECEIPT, PAYMENT.TELEGRAM_USER_ID, PAYMENT.STATE,
                PAYMENT.ATTEMPTS, PAYMENT.EXPIRES_AT, PAYMENT.CREATED_AT, PAYMENT.MODIFIED_AT);
        for (var payment : payments) {
            var order = payment.order();
            insert = insert.values(Arrays.<@Nullable Object>asList(
                    order.customer().value(), order.id().value(), order.product().value(), order.account(),
                    order.purpose().wireName(), order.subscriptionId(), order.periodNumber(), order.tariffId(),
                    order.tariffVersion(), order.amount().minor(), order.amount().currency().name(),
                    order.description(), order.saveMethod(), true, payment.returnUrl(), payment.returnToken(),
                    order.receipt() == null ? null : JSONB.valueOf(json.writeValueAsString(order.receipt())),
                    order.telegramUserId(), PaymentState.IN_FLIGHT.wireName(), 1, payment.expiresAt(), now, now));
        }
        insert.execute();
    }

    void insertAttempts(List<NewAttempt> attempts, Instant now) {
        var insert = db.insertInto(
                ATTEMPT, ATTEMPT.CUSTOMER_ID, ATTEMPT.PAYMENT_ID, ATTEMPT.NUMBER, ATTEMPT.IDEMPOTENCY_KEY,
                ATTEMPT.METHOD_ID, ATTEMPT.CUSTOMER_PRESENT, ATTEMPT.STATE, ATTEMPT.SENT_AT, ATTEMPT.KEY_EXPIRES_AT,
                ATTEMPT.NEXT_CHECK_AT);
        for (var attempt : attempts) {
            insert = insert.values(
                    attempt.customer(), attempt.payment(), attempt.number(), attempt.idempotencyKey(), attempt.method(),
                    attempt.customerPresent(), AttemptState.SENT.wireName(), now, attempt.keyExpiresAt(),
                    attempt.nextCheckAt());
        }
        insert.execute();
    }

    /** Takes an open payment into flight for its next attempt. */
    void reopen(UUID customer, UUID payment, int attempt, @Nullable String returnUrl, @Nullable String returnToken,
            Instant expiresAt, Instant now) {
        var changed = db.update(PAYMENT)
                .set(PAYMENT.STATE, PaymentState.IN_FLIGHT.wireName())
                .set(PAYMENT.ATTEMPTS, attempt)
                .set(PAYMENT.RETURN_URL, returnUrl)
                .set(PAYMENT.RETURN_TOKEN, returnToken)
                .setNull(PAYMENT.CONFIRMATION_URL)
                .setNull(PAYMENT.DECLINE_CODE)
                .set(PAYMENT.EXPIRES_AT, expiresAt)
                .set(PAYMENT.MODIFIED_AT, now)
                .set(PAYMENT.VERSION, PAYMENT.VERSION.plus(1))
                .where(PAYMENT.CUSTOMER_ID.eq(customer))
                .and(PAYMENT.ID.eq(payment))
                .and(PAYMENT.STATE.eq(PaymentState.OPEN.wireName()))
                .and(PAYMENT.ATTEMPTS.eq(attempt - 1))
                .execute();
        Rows.exactlyOne(changed, "payment " + payment);
    }

    void updateState(PaymentRow row, PaymentState to, @Nullable String confirmationUrl, @Nullable String code, Instant now) {
        var changed = db.update(PAYMENT)
                .set(PAYMENT.STATE, to.wireName())
                .set(PAYMENT.CONFIRMATION_URL, confirmationUrl)
                .set(PAYMENT.DECLINE_CODE, code)
                .set(PAYMENT.PARK_REASON, to == PaymentState.PARKED ? code : null)
                .set(PAYMENT.MODIFIED_AT, now)
                .set(PAYMENT.VERSION, PAYMENT.VERSION.plus(1))
                .where(PAYMENT.CUSTOMER_ID.eq(row.customer()))
                .and(PAYMENT.ID.eq(row.id()))
                .and(PAYMENT.STATE.eq(row.state().wireName()))
                .execute();
        Rows.exactlyOne(changed, "payment " + row.id());
    }

    void updateSettled(PaymentRow row, PaymentState to, long amountMinor, Instant now) {
        var changed = db.update(PAYMENT)
                .set(PAYMENT.STATE, to.wireName())
                .set(PAYMENT.SETTLED_MINOR, PAYMENT.SETTLED_MINOR.plus(amountMinor))
                .set(PAYMENT.SETTLED_AT, now)
                .setNull(PAYMENT.CONFIRMATION_URL)
                .set(PAYMENT.MODIFIED_AT, now)
                .set(PAYMENT.VERSION, PAYMENT.VERSION.plus(1))
                .where(PAYMENT.CUSTOMER_ID.eq(row.customer()))
                .and(PAYMENT.ID.eq(row.id()))
                .and(PAYMENT.STATE.eq(row.state().wireName()))
                .execute();
        Rows.exactlyOne(changed, "payment " + row.id());
    }

    /** Reserves or releases (negative) part of what was settled for a refund; the database refuses too much. */
    void reserveRefund(UUID customer, UUID payment, long amountMinor, Instant now) {
        var changed = db.update(PAYMENT)
                .set(PAYMENT.REFUNDED_MINOR, PAYMENT.REFUNDED_MINOR.plus(amountMinor))
                .set(PAYMENT.MODIFIED_AT, now)
                .set(PAYMENT.VERSION, PAYMENT.VERSION.plus(1))
                .where(PAYMENT.CUSTOMER_ID.eq(customer))
                .and(PAYMENT.ID.eq(payment))
                .execute();
        Rows.exactlyOne(changed, "payment " + payment);
    }

    /** Moves an attempt on; {@code nextCheckAt} is given exactly for states the reconciler asks about, held ones included. */
    void updateAttempt(
            PaymentRow row, AttemptState to, @Nullable String providerId, @Nullable String code, @Nullable Instant nextCheckAt,
            int checks, Instant now) {
        var attempt = row.requireAttempt();
        var changed = db.update(ATTEMPT)
                .set(ATTEMPT.STATE, to.wireName())
                .set(ATTEMPT.PROVIDER_PAYMENT_ID, providerId == null ? attempt.providerPaymentId() : providerId)
                .set(ATTEMPT.DECLINE_CODE, code)
                .set(ATTEMPT.NEXT_CHECK_AT, nextCheckAt)
                .set(ATTEMPT.CHECKS, checks)
                .set(ATTEMPT.DECIDED_AT, to.isChecked() ? null : now)
                .where(ATTEMPT.CUSTOMER_ID.eq(row.customer()))
                .and(ATTEMPT.PAYMENT_ID.eq(row.id()))
                .and(ATTEMPT.NUMBER.eq(attempt.number()))
                .and(ATTEMPT.STATE.eq(attempt.state().wireName()))
                .execute();
        Rows.exactlyOne(changed, "attempt " + attempt.number() + " of payment " + row.id());
    }

    /** Records which saved method an attempt turned out to be paid with. */
    void useMethod(UUID customer, UUID payment, int attempt, UUID method) {
        var changed = db.update(ATTEMPT)
                .set(ATTEMPT.METHOD_ID, method)
                .where(ATTEMPT.CUSTOMER_ID.eq(customer))
                .and(ATTEMPT.PAYMENT_ID.eq(payment))
                .and(ATTEMPT.NUMBER.eq(attempt))
                .execute();
        Rows.exactlyOne(changed, "attempt " + attempt + " of payment " + payment);
    }

    /** Remembers which of our payments the provider's object is; refuses one that is known as another's. */
    void link(PaymentRow row, String providerId) {
        var inserted = db.insertInto(PROVIDER_OBJECT)
                .set(PROVIDER_OBJECT.ACCOUNT, row.account())
                .set(PROVIDER_OBJECT.PROVIDER_ID, providerId)
                .set(PROVIDER_OBJECT.KIND, "payment")
                .set(PROVIDER_OBJECT.CUSTOMER_ID, row.customer())
                .set(PROVIDER_OBJECT.PAYMENT_ID, row.id())
                .set(PROVIDER_OBJECT.ATTEMPT, row.requireAttempt().number())
                .onConflictDoNothing()
                .execute();
        if (inserted == 0) {
            var known = ownerOf(row.account(), providerId);
            if (known.isEmpty() || !known.get().payment().equals(row.id())) {
                throw new IllegalStateException("the acquirer's payment of " + row.id() + " already belongs to another payment");
            }
        }
    }

    /**
     * Claims attempts whose check is due: their next check moves behind the lease, so that no other node takes them.
     *
     * @return customer and payment ids, at most {@code max}
     */
    List<Owner> claimDue(Instant now, Instant leaseUntil, int max) {
        var due = db.select(ATTEMPT.CUSTOMER_ID, ATTEMPT.PAYMENT_ID, ATTEMPT.NUMBER)
                .from(ATTEMPT)
                .where(ATTEMPT.NEXT_CHECK_AT.le(now))
                .orderBy(ATTEMPT.NEXT_CHECK_AT)
                .limit(max)
                .forUpdate()
                .skipLocked()
                .fetch(row -> new Owner(row.value1(), row.value2(), row.value3(), null));
        for (var owner : due) {
            db.update(ATTEMPT)
                    .set(ATTEMPT.NEXT_CHECK_AT, leaseUntil)
                    .where(ATTEMPT.CUSTOMER_ID.eq(owner.customer()))
                    .and(ATTEMPT.PAYMENT_ID.eq(owner.payment()))
                    .and(ATTEMPT.NUMBER.eq(owner.attempt()))
                    .execute();
        }
        return due;
    }

    Optional<Instant> nextCheck() {
        return db.select(ATTEMPT.NEXT_CHECK_AT).from(ATTEMPT).where(ATTEMPT.NEXT_CHECK_AT.isNotNull())
                .orderBy(ATTEMPT.NEXT_CHECK_AT).limit(1).fetchOptional(ATTEMPT.NEXT_CHECK_AT);
    }

    // --- reading -----------------------------------------------------------------------------------------------------

    Optional<PaymentRow> find(UUID customer, UUID payment) {
        return one(PAYMENT.CUSTOMER_ID.eq(customer).and(PAYMENT.ID.eq(payment)));
    }

    /** The payment with one of its attempts. */
    PaymentRow find(UUID customer, UUID payment, int attempt) {
        return select(val(attempt)).where(PAYMENT.CUSTOMER_ID.eq(customer).and(PAYMENT.ID.eq(payment)))
                .fetchSingle(this::fromRow);
    }

    /** The payment with one of its attempts, the payment's row locked to the end of the transaction. */
    PaymentRow lock(UUID customer, UUID payment, int attempt) {
        return select(val(attempt)).where(PAYMENT.CUSTOMER_ID.eq(customer).and(PAYMENT.ID.eq(payment)))
                .forUpdate().of(PAYMENT).fetchSingle(this::fromRow);
    }

    Optional<PaymentRow> findById(UUID payment) {
        return one(PAYMENT.ID.eq(payment));
    }

    Optional<PaymentRow> findByReturnToken(String token) {
        return one(PAYMENT.RETURN_TOKEN.eq(token));
    }

    List<PaymentRow> findAll(List<UUID> payments) {
        return select().where(PAYMENT.ID.in(payments)).fetch(this::fromRow);
    }

    Optional<PaymentRow> unfinished(CustomerId customer, ProductCode product, Purpose purpose) {
        return one(PAYMENT.CUSTOMER_ID.eq(customer.value())
                .and(PAYMENT.PRODUCT.eq(product.value()))
                .and(PAYMENT.PURPOSE.eq(purpose.wireName()))
                .and(PAYMENT.STATE.in(UNFINISHED)));
    }

    /** Those of this kind that have not ended yet, newest first. */
    List<PaymentRow> unfinishedAll(CustomerId customer, ProductCode product, Purpose purpose, int max) {
        return select().where(PAYMENT.CUSTOMER_ID.eq(customer.value()))
                .and(PAYMENT.PRODUCT.eq(product.value()))
                .and(PAYMENT.PURPOSE.eq(purpose.wireName()))
                .and(PAYMENT.STATE.in(UNFINISHED))
                .orderBy(PAYMENT.CREATED_AT.desc(), PAYMENT.ID.desc()).limit(max).fetch(this::fromRow);
    }

    Optional<PaymentRow> unfinishedOf(CustomerId customer, UUID subscription) {
        return one(PAYMENT.CUSTOMER_ID.eq(customer.value())
                .and(PAYMENT.SUBSCRIPTION_ID.eq(subscription))
                .and(PAYMENT.STATE.in(UNFINISHED)));
    }

    List<PaymentRow> ofSubscription(CustomerId customer, UUID subscription, int max) {
        return select().where(PAYMENT.CUSTOMER_ID.eq(customer.value()).and(PAYMENT.SUBSCRIPTION_ID.eq(subscription)))
                .orderBy(PAYMENT.CREATED_AT.desc()).limit(max).fetch(this::fromRow);
    }

    Listing<PaymentRow> page(Condition condition, Window window) {
        var wanted = window.after() == null ? condition : condition.and(PAYMENT.ID.lt(window.after()));
        var rows = select().where(wanted).orderBy(PAYMENT.ID.desc()).limit(window.size() + 1).offset(window.offset())
                .fetch(this::fromRow);
        return Listing.of(rows, window, db, PAYMENT, condition);
    }

    Optional<Owner> ownerOf(String account, String providerId) {
        return db.select(PROVIDER_OBJECT.CUSTOMER_ID, PROVIDER_OBJECT.PAYMENT_ID, PROVIDER_OBJECT.ATTEMPT, PROVIDER_OBJECT.REFUND_ID)
                .from(PROVIDER_OBJECT)
                .where(PROVIDER_OBJECT.ACCOUNT.eq(account))
                .and(PROVIDER_OBJECT.PROVIDER_ID.eq(providerId))
                .fetchOptional(row -> new Owner(row.value1(), row.value2(), row.value3(), row.value4()));
    }

    /** The provider's id of the attempt that took the money. */
    String providerPaymentId(UUID customer, UUID payment, int attempt) {
        var id = db.select(ATTEMPT.PROVIDER_PAYMENT_ID).from(ATTEMPT)
                .where(ATTEMPT.CUSTOMER_ID.eq(customer)).and(ATTEMPT.PAYMENT_ID.eq(payment)).and(ATTEMPT.NUMBER.eq(attempt))
                .fetchOne(ATTEMPT.PROVIDER_PAYMENT_ID);
        if (id == null) {
            throw new IllegalStateException("attempt " + attempt + " of payment " + payment + " has no id at the acquirer");
        }
        return id;
    }

    private Optional<PaymentRow> one(Condition condition) {
        return select().where(condition).fetchOptional(this::fromRow);
    }

    private SelectOnConditionStep<Record> select() {
        return select(PAYMENT.ATTEMPTS);
    }

    private SelectOnConditionStep<Record> select(Field<Integer> attempt) {
        return db.select(FIELDS).from(PAYMENT)
                .leftJoin(ATTEMPT)
                .on(ATTEMPT.CUSTOMER_ID.eq(PAYMENT.CUSTOMER_ID))
                .and(ATTEMPT.PAYMENT_ID.eq(PAYMENT.ID))
                .and(ATTEMPT.NUMBER.eq(attempt))
                .leftJoin(METHOD)
                .on(METHOD.CUSTOMER_ID.eq(ATTEMPT.CUSTOMER_ID))
                .and(METHOD.ID.eq(ATTEMPT.METHOD_ID));
    }

    private PaymentRow fromRow(Record row) {
        var currency = PaymentRow.currency(row.get(PAYMENT.CURRENCY));
        var receipt = row.get(PAYMENT.RECEIPT);
        var attempt = row.get(ATTEMPT.NUMBER) == null ? null : new PaymentRow.AttemptRow(
                row.get(ATTEMPT.NUMBER), row.get(ATTEMPT.INVOICE), row.get(ATTEMPT.IDEMPOTENCY_KEY), row.get(ATTEMPT.METHOD_ID), row.get(METHOD.TOKEN),
                row.get(METHOD.REMOVED_AT) != null, row.get(ATTEMPT.CUSTOMER_PRESENT),
                AttemptState.ofWire(row.get(ATTEMPT.STATE)), row.get(ATTEMPT.PROVIDER_PAYMENT_ID), row.get(ATTEMPT.SENT_AT),
                row.get(ATTEMPT.KEY_EXPIRES_AT), row.get(ATTEMPT.CHECKS));
        return new PaymentRow(
                row.get(PAYMENT.CUSTOMER_ID), row.get(PAYMENT.ID), row.get(PAYMENT.PRODUCT), row.get(PAYMENT.ACCOUNT),
                Purpose.ofWire(row.get(PAYMENT.PURPOSE)), row.get(PAYMENT.SUBSCRIPTION_ID), row.get(PAYMENT.PERIOD_NUMBER),
                row.get(PAYMENT.TARIFF_ID), row.get(PAYMENT.TARIFF_VERSION),
                new Money(row.get(PAYMENT.AMOUNT_MINOR), currency), row.get(PAYMENT.DESCRIPTION),
                row.get(PAYMENT.SAVE_METHOD), row.get(PAYMENT.CAPTURE), row.get(PAYMENT.RETURN_URL),
                row.get(PAYMENT.RETURN_TOKEN), receipt == null ? null : json.readValue(receipt.data(), Receipt.class),
                row.get(PAYMENT.TELEGRAM_USER_ID),
                PaymentState.ofWire(row.get(PAYMENT.STATE)), row.get(PAYMENT.ATTEMPTS), row.get(PAYMENT.CONFIRMATION_URL),
                row.get(PAYMENT.DECLINE_CODE), row.get(PAYMENT.SETTLED_MINOR), row.get(PAYMENT.REFUNDED_MINOR),
                row.get(PAYMENT.SETTLED_AT), row.get(PAYMENT.EXPIRES_AT), row.get(PAYMENT.CREATED_AT),
                row.get(PAYMENT.MODIFIED_AT), attempt);
    }

    /** Whose object something is. */
    record Owner(UUID customer, UUID payment, @Nullable Integer attempt, @Nullable UUID refund) {

        int requireAttempt() {
            if (attempt == null) {
                throw new IllegalStateException("not an attempt of payment " + payment);
            }
            return attempt;
        }
    }

    /** A payment to insert. */
    record NewPayment(PaymentOrder order, @Nullable String returnUrl, @Nullable String returnToken, Instant expiresAt) {}

    /** An attempt to insert. */
    record NewAttempt(
            UUID customer, UUID payment, int number, String idempotencyKey, @Nullable UUID method, boolean customerPresent,
            Instant keyExpiresAt, Instant nextCheckAt) {}
}
