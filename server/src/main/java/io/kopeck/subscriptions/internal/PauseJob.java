package io.kopeck.subscriptions.internal;

import io.kopeck.platform.jobs.Batches;
import io.kopeck.platform.jobs.Job;
import io.kopeck.platform.tx.Transactions;
import io.kopeck.subscriptions.internal.core.Command;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Ends the pauses whose date has come: the time that was left runs on. */
@Component
class PauseJob implements Job {

    private static final List<String> STATES = List.of("paused");
    private static final int BATCHES_MAX = 1_000;

    private final SubscriptionStore subscriptions;
    private final Changes changes;
    private final RenewalProperties properties;
    private final Transactions tx;
    private final Clock clock;

    PauseJob(SubscriptionStore subscriptions, Changes changes, RenewalProperties properties, Transactions tx, Clock clock) {
        this.subscriptions = subscriptions;
        this.changes = changes;
        this.properties = properties;
        this.tx = tx;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "end-pauses";
    }

    @Override
    public Duration interval() {
        return properties.interval();
    }

    @Override
    public Optional<Instant> nextDue() {
        return subscriptions.nextDue(STATES);
    }

    @Override
    public int runOnce() {
        return Batches.run(properties.batch(), BATCHES_MAX, () -> tx.execute(() -> {
            var now = clock.instant();
            var due = subscriptions.claimDue(STATES, now, properties.batch());
            due.forEach(row -> changes.apply(row, new Command.PauseEnded(row.method() != null), now));
            return due.size();
        }));
    }
}
