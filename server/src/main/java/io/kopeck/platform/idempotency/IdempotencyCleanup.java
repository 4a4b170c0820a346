package io.kopeck.platform.idempotency;

import io.kopeck.platform.jobs.Job;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Forgets requests whose keys have expired. */
@Component
class IdempotencyCleanup implements Job {

    private static final int BATCH_MAX = 1_000;

    private final IdempotencyStore store;
    private final Clock clock;

    IdempotencyCleanup(IdempotencyStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "forget-idempotency-keys";
    }

    @Override
    public Duration interval() {
        return Duration.ofMinutes(10);
    }

    @Override
    public int runOnce() {
        return store.deleteExpired(clock.instant(), BATCH_MAX);
    }

    @Override
    public Optional<Instant> nextDue() {
        return Optional.empty();
    }
}
