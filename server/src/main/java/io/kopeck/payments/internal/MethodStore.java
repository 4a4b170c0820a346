package io.kopeck.payments.internal;

import static io.kopeck.payments.internal.db.Tables.CONSENT;
import static io.kopeck.payments.internal.db.Tables.METHOD;

import io.kopeck.kernel.CustomerId;
import io.kopeck.payments.MethodId;
import io.kopeck.payments.MethodView;
import io.kopeck.payments.spi.ProviderMethod;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The SQL of saved methods and of the consent to charge them. */
@Component
class MethodStore {

    private final DSLContext db;

    MethodStore(DSLContext db) {
        this.db = db;
    }

    /** Saves a method with the consent to charge it; answers the one already saved under the same token. */
    MethodId save(CustomerId customer, UUID id, String account, ProviderMethod method, Consent consent, Instant now) {
        var inserted = db.insertInto(METHOD)
                .set(METHOD.CUSTOMER_ID, customer.value())
                .set(METHOD.ID, id)
                .set(METHOD.ACCOUNT, account)
                .set(METHOD.TOKEN, method.token())
                .set(METHOD.KIND, method.kind())
                .set(METHOD.TITLE, method.title())
                .set(METHOD.CARD_TYPE, method.cardType())
                .set(METHOD.FIRST6, method.first6())
                .set(METHOD.LAST4, method.last4())
                .set(METHOD.EXPIRY_MONTH, method.expiryMonth())
                .set(METHOD.EXPIRY_YEAR, method.expiryYear())
                .set(METHOD.CREATED_AT, now)
                .set(METHOD.MODIFIED_AT, now)
                .onConflictDoNothing()
                .execute();
        if (inserted == 0) {
            return new MethodId(db.select(METHOD.ID).from(METHOD)
                    .where(METHOD.CUSTOMER_ID.eq(customer.value()))
                    .and(METHOD.ACCOUNT.eq(account)).and(METHOD.TOKEN.eq(method.token()))
                    .fetchSingle(METHOD.ID));
        }
        insertConsent(customer, id, "given", consent, now);
        return new MethodId(id);
    }

    /** Marks a live method removed and records the withdrawal; false when there was no live one. */
    boolean remove(CustomerId customer, MethodId method, Consent withdrawal, Instant now) {
        var changed = db.update(METHOD)
                .set(METHOD.REMOVED_AT, now)
                .set(METHOD.MODIFIED_AT, now)
                .where(METHOD.CUSTOMER_ID.eq(customer.value()))
                .and(METHOD.ID.eq(method.value()))
                .and(METHOD.REMOVED_AT.isNull())
                .execute();
        if (changed == 1) {
            insertConsent(customer, method.value(), "withdrawn", withdrawal, now);
        }
        return changed == 1;
    }

    Optional<MethodView> live(CustomerId customer, MethodId method) {
        return list(METHOD.CUSTOMER_ID.eq(customer.value()).and(METHOD.ID.eq(method.value())).and(METHOD.REMOVED_AT.isNull()), 1)
                .stream().findFirst();
    }

    /** The customer's live methods, oldest first. */
    List<MethodView> live(CustomerId customer, int max) {
        return list(METHOD.CUSTOMER_ID.eq(customer.value()).and(METHOD.REMOVED_AT.isNull()), max);
    }

    /** Also removed ones, for what still refers to them. */
    Optional<MethodView> any(CustomerId customer, MethodId method) {
        return list(METHOD.CUSTOMER_ID.eq(customer.value()).and(METHOD.ID.eq(method.value())), 1).stream().findFirst();
    }

    /** Which of these methods may be charged. */
    Set<UUID> chargeable(Collection<UUID> methods) {
        return db.select(METHOD.ID).from(METHOD).where(METHOD.ID.in(methods)).and(METHOD.REMOVED_AT.isNull()).fetchSet(METHOD.ID);
    }

    private List<MethodView> list(Condition condition, int max) {
        return db.select(METHOD.CUSTOMER_ID, METHOD.ID, METHOD.ACCOUNT, METHOD.KIND, METHOD.TITLE, METHOD.CARD_TYPE,
                        METHOD.EXPIRY_MONTH, METHOD.EXPIRY_YEAR, METHOD.FIRST6, METHOD.LAST4, METHOD.CREATED_AT, METHOD.MODIFIED_AT)
                .from(METHOD)
                .where(condition)
                .orderBy(METHOD.CREATED_AT, METHOD.ID)
                .limit(max)
                .fetch(MethodStore::fromRow);
    }

    private static MethodView fromRow(Record row) {
        return new MethodView(
                new MethodId(row.get(METHOD.ID)), new CustomerId(row.get(METHOD.CUSTOMER_ID)), row.get(METHOD.ACCOUNT),
                row.get(METHOD.KIND), row.get(METHOD.TITLE), row.get(METHOD.CARD_TYPE),
                expiry(row.get(METHOD.EXPIRY_MONTH), row.get(METHOD.EXPIRY_YEAR)), row.get(METHOD.FIRST6),
                row.get(METHOD.LAST4), row.get(METHOD.CREATED_AT), row.get(METHOD.MODIFIED_AT));
    }

    private static @Nullable String expiry(@Nullable Integer month, @Nullable Integer year) {
        return month == null || year == null ? null : String.format(Locale.ROOT, "%02d/%04d", month, year);
    }

    private void insertConsent(CustomerId customer, UUID method, String deed, Consent consent, Instant now) {
        db.insertInto(CONSENT)
                .set(CONSENT.CUSTOMER_ID, customer.value())
                .set(CONSENT.METHOD_ID, method)
                .set(CONSENT.DEED, deed)
                .set(CONSENT.TEXT_VERSION, consent.textVersion())
                .set(CONSENT.CHANNEL, consent.channel())
                .set(CONSENT.OCCURRED_AT, now)
                .execute();
    }

    /** Which text was agreed to or withdrawn, and where: {@code api}, {@code portal}, {@code bot}. */
    record Consent(String textVersion, String channel) {

        static final Consent BY_API = new Consent("2026-11", "api");
    }
}
