package io.kopeck.payments.internal;

import io.kopeck.kernel.Money;
import io.kopeck.payments.RefundCause;
import io.kopeck.platform.jobs.Jobs;
import io.kopeck.platform.time.Ids;
import io.kopeck.platform.tx.Transactions;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Takes in money that went back without us, each once; a job books it. */
@Component
class DisputeInbox {

    private static final Logger log = LoggerFactory.getLogger(DisputeInbox.class);

    private final DisputeStore disputes;
    private final Jobs jobs;
    private final Ids ids;

    DisputeInbox(DisputeStore disputes, Jobs jobs, Ids ids) {
        this.disputes = disputes;
        this.jobs = jobs;
        this.ids = ids;
    }

    /** In the caller's transaction; a repeat changes nothing. */
    void receive(String account, RefundCause cause, String providerId, String providerPaymentId, Money amount, Instant now) {
        if (!Transactions.isActive()) {
            throw new IllegalStateException("it is taken in with the news of it");
        }
        if (disputes.insert(new DisputeRow(ids.next(), account, cause, providerId, providerPaymentId, amount, 0, now))) {
            log.info("event=dispute_received account={} cause={} amount={}", account, cause.wireName(), amount);
            jobs.wakeAfterCommit(DisputeJob.NAME);
        }
    }
}
