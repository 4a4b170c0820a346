package io.kopeck.identity.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.identity.ApiKey;
import io.kopeck.identity.KeyScope;
import io.kopeck.testing.Platform;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How long a key is believed without looking. */
final class KnownKeysTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private final ApiKeyStore store = Platform.shared().bean(ApiKeyStore.class);
    private final AtomicLong nanos = new AtomicLong();
    private final KnownKeys keys = new KnownKeys(store, nanos::get);

    @Test
    void believesAKeyThatAnotherNodeRevokedForTwoSecondsOnly() {
        var key = key(null);
        assertThat(keys.verifier(key, NOW)).isPresent();
        store.revoke(key, NOW);

        pass(Duration.ofMillis(1_999));
        assertThat(keys.verifier(key, NOW)).isPresent();
        pass(Duration.ofMillis(1));
        assertThat(keys.verifier(key, NOW)).isEmpty();
    }

    @Test
    void believesNoKeyThatIsForgotten() {
        var key = key(null);
        assertThat(keys.verifier(key, NOW)).isPresent();
        store.revoke(key, NOW);

        keys.forget(key);

        assertThat(keys.verifier(key, NOW)).isEmpty();
    }

    @Test
    void believesNoKeyThatExpiredSinceItWasRead() {
        var key = key(NOW.plusSeconds(1));

        assertThat(keys.verifier(key, NOW)).isPresent();
        assertThat(keys.verifier(key, NOW.plusSeconds(1))).isEmpty();
    }

    @Test
    void findsAKeyThatWasMadeAfterItWasAskedFor() {
        var id = UUID.randomUUID();
        assertThat(keys.verifier(id, NOW)).isEmpty();

        insert(id, null);

        assertThat(keys.verifier(id, NOW)).isPresent();
    }

    private UUID key(@Nullable Instant expiresAt) {
        var id = UUID.randomUUID();
        insert(id, expiresAt);
        return id;
    }

    private void insert(UUID id, @Nullable Instant expiresAt) {
        store.insert(new ApiKey(id, "bot", Set.of(KeyScope.WALLET), "test", NOW, expiresAt, null, null), Secrets.hash("secret"));
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
