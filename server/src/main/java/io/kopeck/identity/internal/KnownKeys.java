package io.kopeck.identity.internal;

import io.kopeck.identity.internal.ApiKeyStore.Verifier;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Service keys as they were read a moment ago, because a busy bot shows its key thousands of times a second. A key that
 * this node revokes is forgotten at once; one that another node revoked is good here for {@value #LIFE_SECONDS} seconds more.
 */
@Component
public final class KnownKeys {

    static final int LIFE_SECONDS = 2;
    static final int KEYS_MAX = 1000;

    private static final long LIFE_NANOS = Duration.ofSeconds(LIFE_SECONDS).toNanos();

    private final ConcurrentHashMap<UUID, Known> known = new ConcurrentHashMap<>();
    private final ApiKeyStore store;
    private final LongSupplier nanoTime;

    @Autowired
    KnownKeys(ApiKeyStore store) {
        this(store, System::nanoTime);
    }

    KnownKeys(ApiKeyStore store, LongSupplier nanoTime) {
        this.store = store;
        this.nanoTime = nanoTime;
    }

    /** Empty for unknown, revoked and expired keys. */
    public Optional<Verifier> verifier(UUID id, Instant now) {
        var found = known.get(id);
        if (!isFresh(found)) {
            if (known.size() >= KEYS_MAX) {
                known.clear();
            }
            // Read inside, so that what is forgotten meanwhile is not remembered again.
            found = known.compute(id, (_, before) -> isFresh(before) ? before : read(id));
        }
        return Optional.ofNullable(found).map(Known::verifier).filter(verifier -> verifier.isGood(now));
    }

    /** The key is read again when it is shown next. */
    public void forget(UUID id) {
        known.remove(id);
    }

    private boolean isFresh(@Nullable Known found) {
        return found != null && nanoTime.getAsLong() - found.readAtNanos < LIFE_NANOS;
    }

    private @Nullable Known read(UUID id) {
        long readAtNanos = nanoTime.getAsLong();
        return store.verifier(id).map(verifier -> new Known(verifier, readAtNanos)).orElse(null);
    }

    private record Known(Verifier verifier, long readAtNanos) {}
}
