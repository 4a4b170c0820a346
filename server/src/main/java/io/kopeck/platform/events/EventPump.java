package io.kopeck.platform.events;

import io.kopeck.platform.jobs.Job;
import io.kopeck.platform.tx.Transactions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Carries events from the log to every consumer: batch by batch, consequences and new position in one commit. */
@Component
final class EventPump implements Job {

    static final String NAME = "deliver-events";
    static final int FAILURES_MAX = 10;

    private static final int BATCH_MAX = 500;
    private static final int BATCHES_PER_RUN_MAX = 200;
    private static final Logger log = LoggerFactory.getLogger(EventPump.class);

    private final List<EventConsumer> consumers;
    private final CursorStore cursors;
    private final Transactions tx;
    private final Clock clock;

    EventPump(List<EventConsumer> consumers, CursorStore cursors, Transactions tx, Clock clock) {
        this.consumers = consumers;
        this.cursors = cursors;
        this.tx = tx;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Duration interval() {
        return Duration.ofSeconds(2);
    }

    @Override
    public Optional<Instant> nextDue() {
        return Optional.empty();
    }

    @Override
    public int runOnce() {
        int delivered = 0;
        for (var consumer : consumers) {
            try {
                delivered += deliverAll(consumer);
            } catch (RuntimeException e) {
                log.warn("event=consumer_stopped consumer={}", consumer.name(), e);
            }
        }
        return delivered;
    }

    private int deliverAll(EventConsumer consumer) {
        int delivered = 0;
        for (int i = 0; i < BATCHES_PER_RUN_MAX; i++) {
            int handled = deliver(consumer);
            delivered += handled;
            if (handled == 0) {
                break;
            }
        }
        return delivered;
    }

    private int deliver(EventConsumer consumer) {
        try {
            return deliverUpTo(consumer, BATCH_MAX);
        } catch (RuntimeException e) {
            log.warn("event=batch_failed consumer={} cause={}", consumer.name(), e.toString());
            return deliverOne(consumer);
        }
    }

    private int deliverUpTo(EventConsumer consumer, int max) {
        return tx.execute(() -> {
            var cursor = cursors.claim(consumer.name());
            if (cursor.isEmpty()) {
                return 0;
            }
            var batch = cursors.read(cursor.get(), consumer, max);
            var now = clock.instant();
            batch.events().forEach(event -> consumer.consume(event, now));
            if (!batch.next().equals(cursor.get())) {
                cursors.advance(consumer.name(), batch.next(), now);
            }
            return batch.events().size();
        });
    }

    /** After a failed batch: one event in a transaction of its own; a failing one is counted and at the bound set aside. */
    private int deliverOne(EventConsumer consumer) {
        try {
            return deliverUpTo(consumer, 1);
        } catch (RuntimeException e) {
            tx.run(() -> setAsideAtBound(consumer, e));
            return 0;
        }
    }

    private void setAsideAtBound(EventConsumer consumer, RuntimeException cause) {
        int failures = cursors.countFailure(consumer.name());
        if (failures < FAILURES_MAX) {
            return;
        }
        cursors.claim(consumer.name()).ifPresent(cursor -> cursors.nextSequence(cursor, consumer).ifPresent(sequence -> {
            log.warn("event=event_set_aside consumer={} sequence={}", consumer.name(), sequence, cause);
            cursors.setAside(consumer.name(), sequence, cause.getClass().getSimpleName());
            cursors.advance(consumer.name(), cursor.after(sequence), clock.instant());
        }));
    }
}
