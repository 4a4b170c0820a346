package io.kopeck.identity;

import io.kopeck.audit.AuditEntry;
import io.kopeck.audit.AuditLog;
import io.kopeck.identity.internal.ApiKeyStore;
import io.kopeck.identity.internal.KnownKeys;
import io.kopeck.identity.internal.Secrets;
import io.kopeck.platform.config.Secret;
import io.kopeck.platform.time.Ids;
import io.kopeck.platform.tx.Transactions;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Keys for services: {@code kpk_<id>_<secret>}, shown once, stored as a hash, good for their scopes only. */
@Component
public final class ApiKeys {

    static final String PREFIX = "kpk_";

    private static final Pattern FORM = Pattern.compile(PREFIX + "([0-9a-f]{32})_([0-9a-f]{64})");

    private final ApiKeyStore store;
    private final KnownKeys known;
    private final AuditLog audit;
    private final Transactions tx;
    private final Ids ids;
    private final Clock clock;

    ApiKeys(ApiKeyStore store, KnownKeys known, AuditLog audit, Transactions tx, Ids ids, Clock clock) {
        this.store = store;
        this.known = known;
        this.audit = audit;
        this.tx = tx;
        this.ids = ids;
        this.clock = clock;
    }

    /** A key at the only moment its text is known. */
    public record Created(ApiKey key, Secret text) {}

    /** Makes a key. Not idempotent. */
    public Created create(String name, Set<KeyScope> scopes, @Nullable Instant expiresAt, Caller by) {
        if (scopes.isEmpty()) {
            throw new IllegalArgumentException("a key has at least one scope");
        }
        return tx.execute(() -> {
            var now = clock.instant();
            var key = new ApiKey(ids.next(), name, Set.copyOf(scopes), by.actor(), now, expiresAt, null, null);
            var secret = Secrets.random();
            store.insert(key, Secrets.hash(secret));
            record(key.id(), "identity.create_key", by, now, Map.of("name", name, "scopes", names(scopes)));
            return new Created(key, new Secret(PREFIX + key.id().toString().replace("-", "") + "_" + secret));
        });
    }

    /** Newest first, revoked and expired ones too. */
    public Page<ApiKey> list(int offset, int limit) {
        return store.list(offset, limit);
    }

    /** Revokes the key, here at once and on other nodes within seconds; false when there is none. Idempotent. */
    public boolean revoke(UUID id, Caller by) {
        return tx.execute(() -> {
            Transactions.afterCommit(() -> known.forget(id));
            var now = clock.instant();
            if (store.revoke(id, now)) {
                record(id, "identity.revoke_key", by, now, Map.of());
                return true;
            }
            return store.exists(id);
        });
    }

    /** The caller who shows this text; empty when it is no good key now. */
    Optional<Caller> caller(String text) {
        var form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        var hex = form.group(1);
        var id = new UUID(new BigInteger(hex.substring(0, 16), 16).longValue(), new BigInteger(hex.substring(16), 16).longValue());
        var now = clock.instant();
        var verifier = known.verifier(id, now)
                .filter(found -> MessageDigest.isEqual(found.secretHash(), Secrets.hash(form.group(2))));
        verifier.filter(found -> found.isUseToBeNoted(now)).ifPresent(_ -> noteUse(id, now));
        return verifier.map(found ->
                new Caller(Caller.Kind.API_KEY, id, Set.of(), KeyScope.rightsOf(found.scopes()), true, null));
    }

    private void noteUse(UUID id, Instant now) {
        store.noteUse(id, now);
        known.forget(id);
    }

    private void record(UUID id, String action, Caller by, Instant now, Map<String, String> details) {
        audit.record(new AuditEntry(now, by.actor(), action, "api_key", id, null, details));
    }

    private static String names(Set<KeyScope> scopes) {
        return scopes.stream().map(KeyScope::wireName).sorted().collect(Collectors.joining(","));
    }
}
