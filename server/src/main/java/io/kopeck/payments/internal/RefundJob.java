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

/** Carries out due refunds and asks about those whose outcome is open. */
@Component
class RefundJob implements Job {

    static final String NAME = "refund-payments";

    private static final int BATCH_MAX = 50;
    private static final int BATCHES_MAX = 100;
    private static final Logger log = LoggerFactory.getLogger(RefundJob.class);

    private final RefundStore refunds;
    private final Refunding refunding;
    private final Transactions tx;
    private final Clock clock;

    RefundJob(RefundStore refunds, Refunding refunding, Transactions tx, Clock clock) {
        this.refunds = refunds;
        this.refunding = refunding;
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
        return refunds.nextCheck();
    }

    @Override
    public int runOnce() {
        return Batches.run(BATCH_MAX, BATCHES_MAX, this::runBatch);
    }

    private int runBatch() {
        var now = clock.instant();
        var batch = tx.execute(() -> refunds.claimDue(now, now.plus(Schedule.CALL_MAX), BATCH_MAX));
        batch.forEach(this::advance);
        return batch.size();
    }

    private void advance(RefundRow row) {
        try {
            refunding.advance(row.customer(), row.id());
        } catch (RuntimeException e) {
            log.warn("event=refund_step_failed refund={}", row.id(), e);
        }
    }
}
