package io.kopeck.sandbox.control;

import io.kopeck.sandbox.engine.Journal;
import io.kopeck.sandbox.engine.JournalEntry;
import io.kopeck.sandbox.engine.Notification;
import io.kopeck.sandbox.engine.SandboxClock;
import io.kopeck.sandbox.engine.Webhooks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Moves the clock and does what became due; as real time passes it does the same, a few times a second. */
public final class TimeMachine implements AutoCloseable {

    private static final Duration TICK = Duration.ofMillis(200);
    private static final Duration FIRST_TRIES_WAIT = Duration.ofSeconds(30);
    private static final String JOURNAL_KIND = "clock";

    /** What a move of the clock caused. */
    record Moved(Instant now, int expired, int webhooks) {}

    private record Offset(long offsetMillis) {}

    private final SandboxClock clock;
    private final Acquirers acquirers;
    private final Webhooks webhooks;
    private final Journal journal;
    private final ReentrantLock moving = new ReentrantLock();
    private volatile boolean closed;
    private @Nullable Thread ticker;

    public TimeMachine(SandboxClock clock, Acquirers acquirers, Webhooks webhooks, Journal journal) {
        this.clock = clock;
        this.acquirers = acquirers;
        this.webhooks = webhooks;
        this.journal = journal;
    }

    public void start() {
        ticker = Thread.ofVirtual().name("sandbox-ticker").start(this::tickUntilClosed);
    }

    Instant now() {
        return clock.now();
    }

    long offsetMillis() {
        return clock.offsetMillis();
    }

    Moved moveTo(Instant target) {
        return move(() -> clock.moveTo(target));
    }

    Moved moveBy(Duration amount) {
        return move(() -> clock.moveToOffset(clock.offsetMillis() + amount.toMillis()));
    }

    Moved moveToOffset(long offsetMillis) {
        return move(() -> clock.moveToOffset(offsetMillis));
    }

    /** Back to system time. */
    void reset() {
        moving.lock();
        try {
            clock.restore(0);
            journal.append(List.of(new JournalEntry(JOURNAL_KIND, new Offset(0))));
        } finally {
            moving.unlock();
        }
    }

    private Moved move(BooleanSupplier setClock) {
        moving.lock();
        try {
            if (!setClock.getAsBoolean()) {
                throw ControlError.conflict("the clock reads " + clock.now() + " and moves forward only");
            }
            journal.append(List.of(new JournalEntry(JOURNAL_KIND, new Offset(clock.offsetMillis())))).join();
            var notifications = new ArrayList<Notification>();
            int expired = settleDue(notifications);
            int sent = webhooks.sendAndAwaitFirstTries(notifications, FIRST_TRIES_WAIT);
            return new Moved(clock.now(), expired, sent);
        } finally {
            moving.unlock();
        }
    }

    private int settleDue(List<Notification> notifications) {
        int expired = 0;
        for (var acquirer : acquirers.all()) {
            var due = acquirer.settleDue(clock.now());
            expired += due.expired();
            notifications.addAll(due.notifications());
        }
        return expired;
    }

    private void tickUntilClosed() {
        while (!closed) {
            try {
                Thread.sleep(TICK);
            } catch (InterruptedException e) {
                return;
            }
            if (moving.tryLock()) {
                try {
                    var notifications = new ArrayList<Notification>();
                    settleDue(notifications);
                    webhooks.send(notifications);
                    webhooks.tick();
                } finally {
                    moving.unlock();
                }
            }
        }
    }

    /** Takes a fact of the journal back; true when it was one of ours. */
    public boolean restore(String kind, JsonNode value) {
        if (!kind.equals(JOURNAL_KIND)) {
            return false;
        }
        clock.restore(value.path("offsetMillis").asLong());
        return true;
    }

    public JournalEntry snapshot() {
        return new JournalEntry(JOURNAL_KIND, new Offset(clock.offsetMillis()));
    }

    @Override
    public void close() {
        closed = true;
        if (ticker != null) {
            ticker.interrupt();
        }
    }
}
