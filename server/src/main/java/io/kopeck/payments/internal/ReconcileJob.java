package io.kopeck.payments.internal;

import io.kopeck.payments.internal.PaymentStore.Owner;
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

/** Asks the acquirers about every attempt whose outcome is still open: lost answers, crashed calls, waiting customers. */
@Component
class ReconcileJob implements Job {

    private static final int BATCH_MAX = 50;
    private static final int BATCHES_MAX = 100;
    private static final Logger log = LoggerFactory.getLogger(ReconcileJob.class);

    private final PaymentStore payments;
    private final Charging charging;
    private final Transactions tx;
    private final Clock clock;

    ReconcileJob(PaymentStore payments, Charging charging, Transactions tx, Clock clock) {
        this.payments = payments;
        this.charging = charging;
        this.tx = tx;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "reconcile-payments";
    }

    @Override
    public Duration interval() {
        return Duration.ofSeconds(5);
    }

    @Override
    public Optional<Instant> nextDue() {
        return payments.nextCheck();
    }

    @Override
    public int runOnce() {
        return Batches.run(BATCH_MAX, BATCHES_MAX, this::runBatch);
    }

    private int runBatch() {
        var now = clock.instant();
        var batch = tx.execute(() -> payments.claimDue(now, now.plus(Schedule.CALL_MAX), BATCH_MAX));
        batch.forEach(this::check);
        return batch.size();
    }

    /** One that fails waits for its lease to end; the others go on. */
    private void check(Owner owner) {
        try {
            charging.check(owner.customer(), owner.payment(), owner.requireAttempt());
        } catch (RuntimeException e) {
            log.warn("event=reconcile_failed payment={}", owner.payment(), e);
        }
    }
}
