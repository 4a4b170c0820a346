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

/** Books refunds from the acquirers' cabinets and chargebacks once it is known what they are about. */
@Component
class DisputeJob implements Job {

    static final String NAME = "book-disputes";

    private static final int BATCH_MAX = 50;
    private static final int BATCHES_MAX = 100;
    private static final Logger log = LoggerFactory.getLogger(DisputeJob.class);

    private final DisputeStore disputes;
    private final DisputeBooking booking;
    private final Transactions tx;
    private final Clock clock;

    DisputeJob(DisputeStore disputes, DisputeBooking booking, Transactions tx, Clock clock) {
        this.disputes = disputes;
        this.booking = booking;
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
        return disputes.nextTry();
    }

    @Override
    public int runOnce() {
        return Batches.run(BATCH_MAX, BATCHES_MAX, this::runBatch);
    }

    private int runBatch() {
        var now = clock.instant();
        var batch = tx.execute(() -> disputes.claimDue(now, now.plus(Schedule.CALL_MAX), BATCH_MAX));
        batch.forEach(this::book);
        return batch.size();
    }

    private void book(DisputeRow dispute) {
        try {
            booking.book(dispute);
        } catch (StillUnknown e) {
            log.info("event=dispute_postponed dispute={} cause={}", dispute.id(), e.getMessage());
            booking.postpone(dispute);
        } catch (RuntimeException e) {
            log.warn("event=dispute_failed dispute={}", dispute.id(), e);
            booking.postpone(dispute);
        }
    }
}
