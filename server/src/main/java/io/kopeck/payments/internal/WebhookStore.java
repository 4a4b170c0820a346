package io.kopeck.payments.internal;

import static io.kopeck.payments.internal.db.Tables.WEBHOOK;

import io.kopeck.payments.spi.ProviderPayment;
import io.kopeck.payments.spi.WebhookReading.About;
import io.kopeck.payments.spi.WebhookReading.Notice;
import io.kopeck.payments.spi.WebhookReading.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The SQL of the webhook inbox. */
@Component
class WebhookStore {

    private final DSLContext db;
    private final JsonMapper json;

    WebhookStore(DSLContext db, JsonMapper json) {
        this.db = db;
        this.json = json;
    }

    /**
     * Stores a notification as work; false when the same one waits already. One that was acted on before becomes work
     * again: what was found then may have been older than this news, or the first one was not the acquirer's at all.
     */
    boolean insert(String account, String key, Notice notice, String body, Instant now) {
        var about = notice.about();
        var proof = about == null ? null : about.proof();
        return db.insertInto(WEBHOOK)
                .set(WEBHOOK.ACCOUNT, account)
                .set(WEBHOOK.EVENT_KEY, key)
                .set(WEBHOOK.SUBJECT, notice.subject().name())
                .set(WEBHOOK.PROVIDER_ID, notice.providerId())
                .set(WEBHOOK.ABOUT_PAYMENT, about == null ? null : about.paymentId())
                .set(WEBHOOK.ABOUT_ATTEMPT, about == null ? null : about.attempt())
                .set(WEBHOOK.PROOF, proof == null ? null : JSONB.valueOf(json.writeValueAsString(proof)))
                .set(WEBHOOK.BODY, body)
                .set(WEBHOOK.STATE, "received")
                .set(WEBHOOK.NEXT_TRY_AT, now)
                .set(WEBHOOK.RECEIVED_AT, now)
                .onConflict(WEBHOOK.ACCOUNT, WEBHOOK.EVENT_KEY)
                .doUpdate()
                .set(WEBHOOK.STATE, "received")
                .set(WEBHOOK.NEXT_TRY_AT, now)
                .set(WEBHOOK.TRIES, 0)
                .where(WEBHOOK.STATE.ne("received"))
                .execute() == 1;
    }

    List<Received> claimDue(Instant now, Instant leaseUntil, int max) {
        var due = db.select(WEBHOOK.ID, WEBHOOK.ACCOUNT, WEBHOOK.SUBJECT, WEBHOOK.PROVIDER_ID, WEBHOOK.ABOUT_PAYMENT,
                        WEBHOOK.ABOUT_ATTEMPT, WEBHOOK.PROOF, WEBHOOK.TRIES)
                .from(WEBHOOK)
                .where(WEBHOOK.NEXT_TRY_AT.le(now))
                .orderBy(WEBHOOK.NEXT_TRY_AT, WEBHOOK.ID)
                .limit(max)
                .forUpdate()
                .skipLocked()
                .fetch(row -> new Received(row.value1(), row.value2(), Subject.valueOf(row.value3()), row.value4(),
                        about(row.value5(), row.value6(), row.value7()), row.value8()));
        db.update(WEBHOOK).set(WEBHOOK.NEXT_TRY_AT, leaseUntil)
                .where(WEBHOOK.ID.in(due.stream().map(Received::id).toList()))
                .execute();
        return due;
    }

    private @Nullable About about(@Nullable UUID payment, @Nullable Integer attempt, @Nullable JSONB proof) {
        return payment == null || attempt == null ? null
                : new About(payment, attempt, proof == null ? null : json.readValue(proof.data(), ProviderPayment.class));
    }

    void finish(long id, String state, int tries, @Nullable Instant nextTryAt) {
        db.update(WEBHOOK)
                .set(WEBHOOK.STATE, state)
                .set(WEBHOOK.TRIES, tries)
                .set(WEBHOOK.NEXT_TRY_AT, nextTryAt)
                .where(WEBHOOK.ID.eq(id))
                .execute();
    }

    Optional<Instant> nextTry() {
        return db.select(WEBHOOK.NEXT_TRY_AT).from(WEBHOOK).where(WEBHOOK.NEXT_TRY_AT.isNotNull())
                .orderBy(WEBHOOK.NEXT_TRY_AT).limit(1).fetchOptional(WEBHOOK.NEXT_TRY_AT);
    }

    int waiting() {
        return db.fetchCount(WEBHOOK, WEBHOOK.STATE.eq("received"));
    }

    /** Deletes at most {@code max} acted-on notifications received before the moment. */
    int deleteBefore(Instant moment, int max) {
        return db.deleteFrom(WEBHOOK)
                .where(WEBHOOK.ID.in(db.select(WEBHOOK.ID).from(WEBHOOK)
                        .where(WEBHOOK.RECEIVED_AT.lt(moment)).and(WEBHOOK.STATE.ne("received"))
                        .orderBy(WEBHOOK.RECEIVED_AT).limit(max)))
                .execute();
    }

    /** A stored notification to act on. */
    record Received(long id, String account, Subject subject, String providerId, @Nullable About about, int tries) {}
}
