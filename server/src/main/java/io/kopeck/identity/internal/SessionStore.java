package io.kopeck.identity.internal;

import static io.kopeck.identity.internal.db.Tables.REFRESH_TOKEN;
import static io.kopeck.identity.internal.db.Tables.SESSION;
import static io.kopeck.identity.internal.db.Tables.USER_ACCOUNT;

import io.kopeck.identity.Origin;
import io.kopeck.identity.Session;
import io.kopeck.kernel.CustomerId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.springframework.stereotype.Component;

/** The SQL of sessions and of the refresh tokens that belong to them: a session is the tokens' family. */
@Component
public final class SessionStore {

    private final DSLContext db;

    SessionStore(DSLContext db) {
        this.db = db;
    }

    /** Which session a refresh token belongs to. */
    public record Family(CustomerId customer, UUID session) {}

    public void insert(Family family, Origin origin, Instant now, Instant expiresAt) {
        db.insertInto(SESSION)
                .set(SESSION.CUSTOMER_ID, family.customer().value())
                .set(SESSION.ID, family.session())
                .set(SESSION.CREATED_AT, now)
                .set(SESSION.LAST_USED_AT, now)
                .set(SESSION.EXPIRES_AT, expiresAt)
                .set(SESSION.USER_AGENT, origin.userAgent())
                .set(SESSION.IP, origin.address())
                .execute();
    }

    public void insertToken(Family family, byte[] hash, Instant now, Instant expiresAt) {
        db.insertInto(REFRESH_TOKEN)
                .set(REFRESH_TOKEN.TOKEN_HASH, hash)
                .set(REFRESH_TOKEN.CUSTOMER_ID, family.customer().value())
                .set(REFRESH_TOKEN.SESSION_ID, family.session())
                .set(REFRESH_TOKEN.ISSUED_AT, now)
                .set(REFRESH_TOKEN.EXPIRES_AT, expiresAt)
                .execute();
    }

    /** Marks the token as used; empty when it is unknown, expired or used already. Of two at once one gets it. */
    public Optional<Family> use(byte[] hash, Instant now) {
        return db.update(REFRESH_TOKEN)
                .set(REFRESH_TOKEN.USED_AT, now)
                .where(REFRESH_TOKEN.TOKEN_HASH.eq(hash))
                .and(REFRESH_TOKEN.USED_AT.isNull())
                .and(REFRESH_TOKEN.EXPIRES_AT.gt(now))
                .returning(REFRESH_TOKEN.CUSTOMER_ID, REFRESH_TOKEN.SESSION_ID)
                .fetchOptional(row -> new Family(new CustomerId(row.getCustomerId()), row.getSessionId()));
    }

    /** The family of a token that was used before. */
    public Optional<Family> familyOfUsed(byte[] hash) {
        return db.select(REFRESH_TOKEN.CUSTOMER_ID, REFRESH_TOKEN.SESSION_ID)
                .from(REFRESH_TOKEN)
                .where(REFRESH_TOKEN.TOKEN_HASH.eq(hash))
                .and(REFRESH_TOKEN.USED_AT.isNotNull())
                .fetchOptional(row -> new Family(new CustomerId(row.value1()), row.value2()));
    }

    /** Notes a refresh; false when the session has been revoked. */
    public boolean touch(Family family, Origin origin, Instant now, Instant expiresAt) {
        return db.update(SESSION)
                .set(SESSION.LAST_USED_AT, now)
                .set(SESSION.EXPIRES_AT, expiresAt)
                .set(SESSION.IP, origin.address())
                .set(SESSION.USER_AGENT, origin.userAgent())
                .where(is(family))
                .and(SESSION.REVOKED_AT.isNull())
                .execute() == 1;
    }

    /** Whether the session was revoked, and whether its user is confirmed; empty for an unknown session. */
    public Optional<Standing> standing(Family family) {
        return db.select(SESSION.REVOKED_AT, USER_ACCOUNT.CONFIRMED_AT)
                .from(SESSION)
                .join(USER_ACCOUNT).on(USER_ACCOUNT.CUSTOMER_ID.eq(SESSION.CUSTOMER_ID))
                .where(is(family))
                .fetchOptional(row -> new Standing(row.value1() != null, row.value2() != null));
    }

    /** How a session and its user stand now. */
    public record Standing(boolean revoked, boolean confirmed) {}

    public boolean revoke(Family family, Instant now) {
        return revoke(is(family), now) == 1;
    }

    public int revokeAll(CustomerId customer, Instant now) {
        return revoke(SESSION.CUSTOMER_ID.eq(customer.value()), now);
    }

    /** Revokes the sessions that were not used for longest, so that at most {@code max} stay. */
    public void revokeOldest(CustomerId customer, int max, Instant now) {
        revoke(SESSION.CUSTOMER_ID.eq(customer.value()).and(SESSION.ID.in(DSL
                .select(SESSION.ID)
                .from(SESSION)
                .where(live(customer, now))
                .orderBy(SESSION.LAST_USED_AT.desc(), SESSION.ID.desc())
                .offset(max))), now);
    }

    /** The sessions that can still be refreshed, last used first. */
    public List<Session> live(CustomerId customer, int max, Instant now) {
        return db.select(SESSION.ID, SESSION.CREATED_AT, SESSION.LAST_USED_AT, SESSION.USER_AGENT, SESSION.IP)
                .from(SESSION)
                .where(live(customer, now))
                .orderBy(SESSION.LAST_USED_AT.desc(), SESSION.ID.desc())
                .limit(max)
                .fetch(row -> new Session(row.value1(), row.value2(), row.value3(), row.value4(), row.value5()));
    }

    private int revoke(Condition which, Instant now) {
        return db.update(SESSION).set(SESSION.REVOKED_AT, now).where(which).and(SESSION.REVOKED_AT.isNull()).execute();
    }

    private static Condition is(Family family) {
        return SESSION.CUSTOMER_ID.eq(family.customer().value()).and(SESSION.ID.eq(family.session()));
    }

    private static Condition live(CustomerId customer, Instant now) {
        return SESSION.CUSTOMER_ID.eq(customer.value()).and(SESSION.REVOKED_AT.isNull()).and(SESSION.EXPIRES_AT.gt(now));
    }
}
