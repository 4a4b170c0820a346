package io.kopeck.platform.idempotency;

import static io.kopeck.platform.internal.db.Tables.IDEMPOTENCY;
import static org.jooq.impl.DSL.row;

import java.time.Instant;
import java.util.Objects;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The SQL of remembered requests. */
@Component
class IdempotencyStore {

    private final DSLContext db;

    IdempotencyStore(DSLContext db) {
        this.db = db;
    }

    /**
     * Takes the key for a request that is about to run.
     *
     * <p>A key whose request died with its process is taken over once its lock has run out; one that has expired is
     * forgotten first.
     */
    Claim claim(String scope, String key, String inputHash, Instant now, Instant lockedUntil, Instant expiresAt) {
        db.deleteFrom(IDEMPOTENCY)
                .where(IDEMPOTENCY.SCOPE.eq(scope)).and(IDEMPOTENCY.KEY.eq(key)).and(IDEMPOTENCY.EXPIRES_AT.le(now))
                .execute();
        int inserted = db.insertInto(IDEMPOTENCY)
                .set(IDEMPOTENCY.SCOPE, scope)
                .set(IDEMPOTENCY.KEY, key)
                .set(IDEMPOTENCY.INPUT_HASH, inputHash)
                .set(IDEMPOTENCY.STATE, "running")
                .set(IDEMPOTENCY.LOCKED_UNTIL, lockedUntil)
                .set(IDEMPOTENCY.EXPIRES_AT, expiresAt)
                .onConflictDoNothing()
                .execute();
        if (inserted == 1) {
            return new Claim.Run();
        }
        var row = db.select(IDEMPOTENCY.INPUT_HASH, IDEMPOTENCY.STATE, IDEMPOTENCY.LOCKED_UNTIL, IDEMPOTENCY.RESPONSE_STATUS,
                        IDEMPOTENCY.RESPONSE_TYPE, IDEMPOTENCY.RESPONSE_BODY)
                .from(IDEMPOTENCY)
                .where(IDEMPOTENCY.SCOPE.eq(scope)).and(IDEMPOTENCY.KEY.eq(key))
                .forUpdate()
                .fetchOptional();
        if (row.isEmpty()) {
            return new Claim.Running();
        }
        if (!row.get().value1().equals(inputHash)) {
            return new Claim.OtherInput();
        }
        if (row.get().value2().equals("done")) {
            return new Claim.Done(Objects.requireNonNull(row.get().value4()), row.get().value5(), row.get().value6());
        }
        if (now.isBefore(row.get().value3())) {
            return new Claim.Running();
        }
        db.update(IDEMPOTENCY).set(IDEMPOTENCY.LOCKED_UNTIL, lockedUntil)
                .where(IDEMPOTENCY.SCOPE.eq(scope)).and(IDEMPOTENCY.KEY.eq(key)).execute();
        return new Claim.Run();
    }

    void finish(String scope, String key, int status, @Nullable String type, byte[] body) {
        db.update(IDEMPOTENCY)
                .set(IDEMPOTENCY.STATE, "done")
                .set(IDEMPOTENCY.RESPONSE_STATUS, status)
                .set(IDEMPOTENCY.RESPONSE_TYPE, type)
                .set(IDEMPOTENCY.RESPONSE_BODY, body)
                .where(IDEMPOTENCY.SCOPE.eq(scope)).and(IDEMPOTENCY.KEY.eq(key))
                .execute();
    }

    /** Gives the key back after an answer that is not to be remembered. */
    void release(String scope, String key) {
        db.deleteFrom(IDEMPOTENCY)
                .where(IDEMPOTENCY.SCOPE.eq(scope)).and(IDEMPOTENCY.KEY.eq(key)).and(IDEMPOTENCY.STATE.eq("running"))
                .execute();
    }

    /** Deletes at most {@code max} expired keys. */
    int deleteExpired(Instant now, int max) {
        var expired = db.select(IDEMPOTENCY.SCOPE, IDEMPOTENCY.KEY).from(IDEMPOTENCY)
                .where(IDEMPOTENCY.EXPIRES_AT.le(now)).orderBy(IDEMPOTENCY.EXPIRES_AT).limit(max);
        return db.deleteFrom(IDEMPOTENCY)
                .where(row(IDEMPOTENCY.SCOPE, IDEMPOTENCY.KEY).in(expired))
                .execute();
    }

    /** What a key allows. */
    sealed interface Claim {

        /** Nobody has run this yet: run it. */
        record Run() implements Claim {}

        /** Somebody is running it right now. */
        record Running() implements Claim {}

        /** The key was used for another request. */
        record OtherInput() implements Claim {}

        /** It has run; this was the answer. */
        record Done(int status, @Nullable String type, byte @Nullable [] body) implements Claim {}
    }
}
