package io.kopeck.identity.internal;

import static io.kopeck.identity.internal.db.Tables.SIGNING_KEY;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.kopeck.platform.tx.Transactions;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The keys that sign access tokens, shared by all nodes through the database. The one without an end signs; after a
 * rotation the former ones still verify until the last token they signed has expired.
 */
@Component
public final class SigningKeys {

    private static final Duration CACHED_FOR = Duration.ofMinutes(1);

    private final DSLContext db;
    private final Transactions tx;
    private final SetupLock setup;
    private final Clock clock;
    private final Duration keptAfterRotation;
    private volatile Cached cached = new Cached(List.of(), Instant.EPOCH);

    SigningKeys(DSLContext db, Transactions tx, SetupLock setup, Clock clock, IdentityProperties properties) {
        this.db = db;
        this.tx = tx;
        this.setup = setup;
        this.clock = clock;
        this.keptAfterRotation = properties.accessTokenLifetime().plusMinutes(1);
    }

    private record Stored(ECKey key, @Nullable Instant expiresAt) {

        boolean isGood(Instant now) {
            return expiresAt == null || now.isBefore(expiresAt);
        }
    }

    private record Cached(List<Stored> keys, Instant readAt) {}

    /** Makes the first key if there is none; nodes that start together make one. */
    public void ensure() {
        tx.run(() -> {
            setup.hold();
            if (!db.fetchExists(SIGNING_KEY, SIGNING_KEY.EXPIRES_AT.isNull())) {
                insert(clock.instant());
            }
        });
    }

    /** The key that signs, read anew, so that a rotation on another node holds here at once. */
    ECKey current() {
        return db.select(SIGNING_KEY.PRIVATE_JWK)
                .from(SIGNING_KEY)
                .where(SIGNING_KEY.EXPIRES_AT.isNull())
                .fetchOptional(row -> parse(row.value1()))
                .orElseThrow(() -> new IllegalStateException("there is no signing key; the start makes one"));
    }

    /** The public key of that id, if tokens signed with it are still good. */
    Optional<ECKey> verifying(String kid) {
        var now = clock.instant();
        var known = find(cached, kid);
        if (known.isEmpty() || cached.readAt().plus(CACHED_FOR).isBefore(now)) {
            reload(now);
            known = find(cached, kid);
        }
        return known.filter(stored -> stored.isGood(now)).map(Stored::key);
    }

    /** The public keys that verify tokens now. */
    public List<JWK> published() {
        var now = clock.instant();
        reload(now);
        return cached.keys().stream().filter(stored -> stored.isGood(now)).map(Stored::key).map(JWK.class::cast).toList();
    }

    /** Puts a new key in charge. */
    public void rotate() {
        tx.run(() -> {
            setup.hold();
            var now = clock.instant();
            db.update(SIGNING_KEY)
                    .set(SIGNING_KEY.EXPIRES_AT, now.plus(keptAfterRotation))
                    .where(SIGNING_KEY.EXPIRES_AT.isNull())
                    .execute();
            insert(now);
        });
    }

    /** When the key in charge was made. */
    Optional<Instant> currentSince() {
        return db.select(SIGNING_KEY.CREATED_AT)
                .from(SIGNING_KEY)
                .where(SIGNING_KEY.EXPIRES_AT.isNull())
                .fetchOptional(SIGNING_KEY.CREATED_AT);
    }

    private void insert(Instant now) {
        try {
            var key = new ECKeyGenerator(Curve.P_256)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.ES256)
                    .keyIDFromThumbprint(true)
                    .generate();
            db.insertInto(SIGNING_KEY)
                    .set(SIGNING_KEY.KID, key.getKeyID())
                    .set(SIGNING_KEY.PRIVATE_JWK, key.toJSONString())
                    .set(SIGNING_KEY.CREATED_AT, now)
                    .execute();
        } catch (JOSEException e) {
            throw new IllegalStateException("cannot make a signing key", e);
        }
    }

    private void reload(Instant now) {
        var keys = db.select(SIGNING_KEY.PRIVATE_JWK, SIGNING_KEY.EXPIRES_AT)
                .from(SIGNING_KEY)
                .where(SIGNING_KEY.EXPIRES_AT.isNull().or(SIGNING_KEY.EXPIRES_AT.gt(now)))
                .orderBy(SIGNING_KEY.CREATED_AT.desc())
                .fetch(row -> new Stored(parse(row.value1()).toPublicJWK(), row.value2()));
        cached = new Cached(List.copyOf(keys), now);
    }

    private static Optional<Stored> find(Cached cached, String kid) {
        return cached.keys().stream().filter(stored -> stored.key().getKeyID().equals(kid)).findFirst();
    }

    private static ECKey parse(String jwk) {
        try {
            return ECKey.parse(jwk);
        } catch (ParseException e) {
            throw new IllegalStateException("a stored signing key cannot be read", e);
        }
    }
}
