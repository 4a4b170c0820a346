package io.kopeck.wallets.internal;

import io.kopeck.platform.jobs.Batches;
import io.kopeck.platform.jobs.Job;
import io.kopeck.platform.tx.Transactions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Fills wallets that have little left and are filled by themselves. */
@Component
class AutoTopUpJob implements Job {

    private static final int BATCH_MAX = 50;
    private static final int BATCHES_MAX = 100;

    /** How long one that was taken on is left alone, whatever becomes of it. */
    private static final Duration LEASE = Duration.ofMinutes(1);

    private static final Logger log = LoggerFactory.getLogger(AutoTopUpJob.class);

    private final AutoTopUpStore store;
    private final AutoTopUpDesk desk;
    private final Transactions tx;
    private final Clock clock;

    AutoTopUpJob(AutoTopUpStore store, AutoTopUpDesk desk, Transactions tx, Clock clock) {
        this.store = store;
        this.desk = desk;
        this.tx = tx;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "top-up-wallets";
    }

    @Override
    public Duration interval() {
        return Duration.ofSeconds(5);
    }

    @Override
    public Optional<Instant> nextDue() {
        return store.nextTry();
    }

    @Override
    public int runOnce() {
        return Batches.run(BATCH_MAX, BATCHES_MAX, this::runBatch);
    }

    private int runBatch() {
        var now = clock.instant();
        var batch = tx.execute(() -> store.claimDue(now, now.plus(LEASE), BATCH_MAX));
        batch.forEach(this::fill);
        return batch.size();
    }

    private void fill(AutoTopUpRow row) {
        try {
            desk.fill(row);
        } catch (RuntimeException e) {
            log.warn("event=auto_top_up_failed wallet={}", row.wallet(), e);
        }
    }
}
