package io.kopeck.access.internal;

import io.kopeck.access.internal.GrantStore.GrantRow;
import io.kopeck.kernel.CustomerId;
import io.kopeck.platform.events.EventLog;
import io.kopeck.platform.jobs.Job;
import io.kopeck.platform.tx.Transactions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Brings external grants to what they should be; one that fails is tried again, for ever, at most hourly. */
@Component
class GrantJob implements Job {

    static final String NAME = "reconcile-grants";

    private static final int BATCH_MAX = 50;
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final Duration STEP_MAX = Duration.ofHours(1);
    private static final int WARN_TRIES = 10;
    private static final Logger log = LoggerFactory.getLogger(GrantJob.class);

    private final GrantStore grants;
    private final AuthService authService;
    private final EventLog events;
    private final Transactions tx;
    private final Clock clock;

    GrantJob(GrantStore grants, AuthService authService, EventLog events, Transactions tx, Clock clock) {
        this.grants = grants;
        this.authService = authService;
        this.events = events;
        this.tx = tx;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Duration interval() {
        return Duration.ofSeconds(10);
    }

    @Override
    public Optional<Instant> nextDue() {
        return grants.nextTry();
    }

    @Override
    public int runOnce() {
        if (!authService.isConfigured()) {
            return 0;
        }
        var now = clock.instant();
        var batch = tx.execute(() -> grants.claimDue(now, now.plus(LEASE), BATCH_MAX));
        batch.forEach(this::bringAbout);
        return batch.size();
    }

    private void bringAbout(GrantRow claimed) {
        boolean told = authService.tell(claimed.key().customer(), claimed.key().name(), claimed.desired());
        tx.run(() -> {
            var row = grants.lock(claimed.key()).orElseThrow();
            var now = clock.instant();
            if (!told) {
                int tries = row.tries() + 1;
                grants.update(row.key(), row.desired(), row.actual(), tries, now.plus(delay(tries)), now);
                if (tries == WARN_TRIES) {
                    log.warn("event=grant_stuck customer={} product={} tries={}", row.key().customer(), row.key().product(), tries);
                }
                return;
            }
            boolean done = row.desired() == claimed.desired();
            grants.update(row.key(), row.desired(), claimed.desired(), 0, done ? null : now, now);
            events.append(now, GrantAccess.change(new CustomerId(row.key().customer()), row.key(), claimed.desired()));
        });
    }

    private static Duration delay(int tries) {
        var delay = Duration.ofSeconds(10).multipliedBy(1L << Math.min(tries, 10));
        return delay.compareTo(STEP_MAX) > 0 ? STEP_MAX : delay;
    }
}
