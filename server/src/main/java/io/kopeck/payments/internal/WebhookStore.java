package io.kopeck.payments.internal;

import static io.kopeck.payments.internal.db.Tables.WEBHOOK;

import io.kopeck.payments.spi.WebhookReading.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The SQL of the webhook inbox. */
@Component
class WebhookStore {

    private final DSLContext db;

    WebhookStore(DSLContext db) {
        this.db = db;
    }

    /**
     * Stores a notification as work; false when the same one waits already. One that was acted on before becomes work
     * again: what was found then may have been older than this news, or the first one was not the acquirer's at all.
     */
    boolean insert(String account, String key, Subject subject, String providerId, String body, Instant now) {
        return db.insertInto(WEBHOOK)
                .set(WEBHOOK.ACCOUNT, account)
                .set(WEBHOOK.EVENT_KEY, key)
                .set(WEBHOOK.SUBJECT, subject.name())
                .set(WEBHOOK.PROVIDER_ID, providerId)
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
        var due = db.select(WEBHOOK.ID, WEBHOOK.ACCOUNT, WEBHOOK.SUBJECT, WEBHOOK.PROVIDER_ID, WEBHOOK.TRIES)
                .from(WEBHOOK)
                .where(WEBHOOK.NEXT_TRY_AT.le(now))
                .orderBy(WEBHOOK.NEXT_TRY_AT, WEBHOOK.ID)
                .limit(max)
                .forUpdate()
                .skipLocked()
                .fetch(row -> new Received(row.value1(), row.value2(), Subject.valueOf(row.value3()), row.value4(), row.value5()));
        db.update(WEBHOOK).set(WEBHOOK.NEXT_TRY_AT, leaseUntil)
                .where(WEBHOOK.ID.in(due.stream().map(Received::id).toList()))
                .execute();
        return due;
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
    record Received(long id, String account, Subject subject, String providerId, int tries) {}
}
