package io.kopeck.identity.internal;

import static io.kopeck.identity.internal.db.Tables.ONE_TIME_TOKEN;
import static io.kopeck.identity.internal.db.Tables.OUTGOING_MAIL;
import static io.kopeck.identity.internal.db.Tables.REFRESH_TOKEN;
import static io.kopeck.identity.internal.db.Tables.SESSION;
import static io.kopeck.identity.internal.db.Tables.SIGNING_KEY;
import static io.kopeck.identity.internal.db.Tables.THROTTLE;

import io.kopeck.platform.jobs.Job;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.springframework.stereotype.Component;

/** Deletes what has long expired, a bounded batch of each kind per run, and renews the signing key four times a year. */
@Component
final class HousekeepingJob implements Job {

    static final Duration KEY_RENEWED_AFTER = Duration.ofDays(90);

    private static final int BATCH_MAX = 1000;
    private static final Duration SESSIONS_KEPT = Duration.ofDays(30);
    private static final Duration MAIL_KEPT = Duration.ofDays(30);
    private static final Duration TRIES_KEPT = Duration.ofDays(1);

    private final DSLContext db;
    private final SigningKeys keys;
    private final Clock clock;

    HousekeepingJob(DSLContext db, SigningKeys keys, Clock clock) {
        this.db = db;
        this.keys = keys;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "identity_housekeeping";
    }

    @Override
    public Duration interval() {
        return Duration.ofMinutes(10);
    }

    @Override
    public int runOnce() {
        var now = clock.instant();
        int done = 0;
        if (keys.currentSince().filter(since -> since.plus(KEY_RENEWED_AFTER).isBefore(now)).isPresent()) {
            keys.rotate();
            done++;
        }
        done += delete(REFRESH_TOKEN, REFRESH_TOKEN.TOKEN_HASH, REFRESH_TOKEN.EXPIRES_AT.lt(now));
        done += delete(SESSION, SESSION.ID, SESSION.EXPIRES_AT.lt(now.minus(SESSIONS_KEPT)));
        done += delete(ONE_TIME_TOKEN, ONE_TIME_TOKEN.TOKEN_HASH, ONE_TIME_TOKEN.EXPIRES_AT.lt(now));
        done += delete(THROTTLE, THROTTLE.KEY_HASH, THROTTLE.COUNTED_AT.lt(now.minus(TRIES_KEPT)).and(THROTTLE.BLOCKED_UNTIL.lt(now)));
        done += delete(OUTGOING_MAIL, OUTGOING_MAIL.ID, OUTGOING_MAIL.ENDED_AT.lt(now.minus(MAIL_KEPT)));
        done += delete(SIGNING_KEY, SIGNING_KEY.KID, SIGNING_KEY.EXPIRES_AT.lt(now));
        return done;
    }

    /** Nothing waits for this: what has expired is refused whether or not it was deleted. */
    @Override
    public Optional<Instant> nextDue() {
        return Optional.empty();
    }

    private <T> int delete(Table<?> table, Field<T> key, Condition expired) {
        return db.deleteFrom(table)
                .where(expired)
                .and(key.in(DSL.select(key).from(table).where(expired).limit(BATCH_MAX)))
                .execute();
    }
}
