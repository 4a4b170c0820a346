package io.kopeck.wallets.internal;

import io.kopeck.platform.jobs.Batches;
import io.kopeck.platform.jobs.Job;
import io.kopeck.wallets.HoldEnd;
import io.kopeck.wallets.OperationId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Returns what is held for operations that nobody captured in time. */
@Component
class HoldExpiryJob implements Job {

    private static final int BATCH_MAX = 100;
    private static final int BATCHES_MAX = 100;
    private static final Logger log = LoggerFactory.getLogger(HoldExpiryJob.class);

    private final HoldStore store;
    private final HoldDesk desk;
    private final Clock clock;

    HoldExpiryJob(HoldStore store, HoldDesk desk, Clock clock) {
        this.store = store;
        this.desk = desk;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "release-expired-holds";
    }

    @Override
    public Duration interval() {
        return Duration.ofSeconds(5);
    }

    @Override
    public Optional<Instant> nextDue() {
        return store.nextExpiry();
    }

    @Override
    public int runOnce() {
        return Batches.run(BATCH_MAX, BATCHES_MAX, () -> (int) store.expired(clock.instant(), BATCH_MAX).stream().filter(this::release).count());
    }

    /** One that fails is left to the next run; one that was captured in the meantime is none of ours. */
    private boolean release(OperationId hold) {
        try {
            return desk.release(hold) instanceof HoldEnd.Done;
        } catch (RuntimeException e) {
            log.warn("event=hold_expiry_failed operation={}", hold, e);
            return false;
        }
    }
}
