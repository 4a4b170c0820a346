package io.kopeck.identity;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A service key without its secret, which nobody can show again. */
public record ApiKey(
        UUID id, String name, Set<KeyScope> scopes, String createdBy, Instant createdAt,
        @Nullable Instant expiresAt, @Nullable Instant lastUsedAt, @Nullable Instant revokedAt) {}
