package io.kopeck.identity.internal;

import static io.kopeck.identity.internal.db.Tables.API_KEY;

import io.kopeck.identity.ApiKey;
import io.kopeck.identity.KeyScope;
import io.kopeck.identity.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The SQL of service keys. */
@Component
public final class ApiKeyStore {

    private static final Duration USE_NOTED_EVERY = Duration.ofMinutes(1);

    private final DSLContext db;

    ApiKeyStore(DSLContext db) {
        this.db = db;
    }

    /** What a request's key is checked against. */
    public record Verifier(byte[] secretHash, Set<KeyScope> scopes, @Nullable Instant expiresAt, @Nullable Instant lastUsedAt) {

        boolean isGood(Instant now) {
            return expiresAt == null || expiresAt.isAfter(now);
        }

        /** Whether its use is to be noted again. */
        public boolean isUseToBeNoted(Instant now) {
            return lastUsedAt == null || lastUsedAt.isBefore(now.minus(USE_NOTED_EVERY));
        }
    }

    public void insert(ApiKey key, byte[] secretHash) {
        db.insertInto(API_KEY)
                .set(API_KEY.ID, key.id())
                .set(API_KEY.NAME, key.name())
                .set(API_KEY.SECRET_HASH, secretHash)
                .set(API_KEY.SCOPES, key.scopes().stream().map(KeyScope::wireName).sorted().toArray(String[]::new))
                .set(API_KEY.CREATED_BY, key.createdBy())
                .set(API_KEY.CREATED_AT, key.createdAt())
                .set(API_KEY.EXPIRES_AT, key.expiresAt())
                .execute();
    }

    /** Empty for unknown and revoked keys. */
    Optional<Verifier> verifier(UUID id) {
        return db.select(API_KEY.SECRET_HASH, API_KEY.SCOPES, API_KEY.EXPIRES_AT, API_KEY.LAST_USED_AT)
                .from(API_KEY)
                .where(API_KEY.ID.eq(id))
                .and(API_KEY.REVOKED_AT.isNull())
                .fetchOptional(row -> new Verifier(row.value1(), scopes(row.value2()), row.value3(), row.value4()));
    }

    /** Notes that the key was used, at most once a minute. */
    public void noteUse(UUID id, Instant now) {
        db.update(API_KEY)
                .set(API_KEY.LAST_USED_AT, now)
                .where(API_KEY.ID.eq(id))
                .and(API_KEY.LAST_USED_AT.isNull().or(API_KEY.LAST_USED_AT.lt(now.minus(USE_NOTED_EVERY))))
                .execute();
    }

    public Page<ApiKey> list(int offset, int limit) {
        var keys = db.select(API_KEY.ID, API_KEY.NAME, API_KEY.SCOPES, API_KEY.CREATED_BY, API_KEY.CREATED_AT, API_KEY.EXPIRES_AT,
                        API_KEY.LAST_USED_AT, API_KEY.REVOKED_AT)
                .from(API_KEY)
                .orderBy(API_KEY.ID.desc())
                .offset(offset)
                .limit(limit)
                .fetch(row -> new ApiKey(row.value1(), row.value2(), scopes(row.value3()), row.value4(), row.value5(),
                        row.value6(), row.value7(), row.value8()));
        return new Page<>(keys, db.fetchCount(API_KEY));
    }

    public boolean exists(UUID id) {
        return db.fetchExists(API_KEY, API_KEY.ID.eq(id));
    }

    /** False when there was nothing to revoke. */
    public boolean revoke(UUID id, Instant now) {
        return db.update(API_KEY)
                .set(API_KEY.REVOKED_AT, now)
                .where(API_KEY.ID.eq(id))
                .and(API_KEY.REVOKED_AT.isNull())
                .execute() == 1;
    }

    private static Set<KeyScope> scopes(String[] names) {
        var scopes = EnumSet.noneOf(KeyScope.class);
        Arrays.stream(names).flatMap(name -> KeyScope.of(name).stream()).forEach(scopes::add);
        return scopes;
    }
}
