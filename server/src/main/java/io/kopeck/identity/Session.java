package io.kopeck.identity;

import java.time.Instant;
import java.util.UUID;

/** A log-in that can still be refreshed. */
public record Session(UUID id, Instant createdAt, Instant lastUsedAt, String userAgent, String ip) {}
