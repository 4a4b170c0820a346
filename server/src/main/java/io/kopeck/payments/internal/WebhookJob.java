package io.kopeck.payments.internal;

import io.kopeck.payments.internal.WebhookStore.Received;
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

/** Acts on stored notifications: the body was only a hint, the payment or refund is fetched and settled. */
@Component
class WebhookJob implements Job {

    static final String NAME = "process-webhooks";

    private static final int BATCH_MAX = 50;
    private static final int BATCHES_MAX = 100;
    private static final int TRIES_MAX = 10;
    private static final Duration RETENTION = Duration.ofDays(30);
    private static final Logger log = LoggerFactory.getLogger(WebhookJob.class);

    private final WebhookStore webhooks;
    private final PaymentStore payments;
    private final Charging charging;
    private final Refunding refunding;
    private final Transactions tx;
    private final Clock clock;

    WebhookJob(WebhookStore webhooks, PaymentStore payments, Charging charging, Refunding refunding, Transactions tx, Clock clock) {
        this.webhooks = webhooks;
        this.payments = payments;
        this.charging = charging;
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
        return webhooks.nextTry();
    }

    @Override
    public int runOnce() {
        int handled = Batches.run(BATCH_MAX, BATCHES_MAX, this::runBatch);
        tx.execute(() -> webhooks.deleteBefore(clock.instant().minus(RETENTION), BATCH_MAX));
        return handled;
    }

    private int runBatch() {
        var now = clock.instant();
        var batch = tx.execute(() -> webhooks.claimDue(now, now.plus(Schedule.CALL_MAX), BATCH_MAX));
        batch.forEach(this::act);
        return batch.size();
    }

    private void act(Received webhook) {
        int tries = webhook.tries() + 1;
        try {
            boolean known = apply(webhook);
            tx.run(() -> webhooks.finish(webhook.id(), known ? "done" : "ignored", tries, null));
        } catch (RuntimeException e) {
            log.warn("event=webhook_failed id={} tries={}", webhook.id(), tries, e);
            boolean again = tries < TRIES_MAX;
            var next = again ? Schedule.afterUnknown(tries, clock.instant()) : null;
            tx.run(() -> webhooks.finish(webhook.id(), again ? "received" : "failed", tries, next));
        }
    }

    private boolean apply(Received webhook) {
        return switch (webhook.subject()) {
            case PAYMENT -> payment(webhook);
            case REFUND -> refund(webhook);
            case METHOD -> false;
        };
    }

    private boolean payment(Received webhook) {
        if (webhook.about() != null && webhook.about().proof() != null) {
            return charging.checkNamed(webhook.account(), webhook.providerId(), webhook.about());
        }
        var owner = payments.ownerOf(webhook.account(), webhook.providerId());
        if (owner.isPresent()) {
            charging.check(owner.get().customer(), owner.get().payment(), owner.get().requireAttempt());
            return true;
        }
        if (webhook.about() != null) {
            return charging.checkNamed(webhook.account(), webhook.providerId(), webhook.about());
        }
        charging.checkUnknown(webhook.account(), webhook.providerId());
        return payments.ownerOf(webhook.account(), webhook.providerId()).isPresent();
    }

    /** A refund of ours is asked about; one that we did not make was made in the acquirer's cabinet. */
    private boolean refund(Received webhook) {
        var owner = payments.ownerOf(webhook.account(), webhook.providerId());
        if (owner.isPresent() && owner.get().refund() != null) {
            refunding.advance(owner.get().customer(), owner.get().refund());
            return true;
        }
        return refunding.advanceByReference(webhook.account(), webhook.providerId());
    }
}
