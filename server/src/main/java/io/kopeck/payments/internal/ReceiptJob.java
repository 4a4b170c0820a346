package io.kopeck.payments.internal;

import io.kopeck.payments.internal.core.Schedule;
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

/** Asks about receipts on their way and sends those that were not registered. */
@Component
class ReceiptJob implements Job {

    static final String NAME = "send-receipts";

    private static final int BATCH_MAX = 50;
    private static final int BATCHES_MAX = 100;
    private static final Logger log = LoggerFactory.getLogger(ReceiptJob.class);

    private final ReceiptStore receipts;
    private final Receipting receipting;
    private final Transactions tx;
    private final Clock clock;

    ReceiptJob(ReceiptStore receipts, Receipting receipting, Transactions tx, Clock clock) {
        this.receipts = receipts;
        this.receipting = receipting;
        this.tx = tx;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Duration interval() {
        return Duration.ofSeconds(5);
    }

    @Override
    public Optional<Instant> nextDue() {
        return receipts.nextCheck();
    }

    @Override
    public int runOnce() {
        return Batches.run(BATCH_MAX, BATCHES_MAX, this::runBatch);
    }

    private int runBatch() {
        var now = clock.instant();
        var batch = tx.execute(() -> receipts.claimDue(now, now.plus(Schedule.CALL_MAX), BATCH_MAX));
        batch.forEach(this::advance);
        return batch.size();
    }

    private void advance(ReceiptRow row) {
        try {
            receipting.advance(row.customer(), row.id());
        } catch (RuntimeException e) {
            log.warn("event=receipt_step_failed receipt={}", row.id(), e);
        }
    }
}
