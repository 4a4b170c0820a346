package io.kopeck.sandbox.engine;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Delivers notifications: a bounded queue ordered by due time and a few workers. Delivery is at least once; the order
 * of events is kept only as far as the workers happen to keep it, as with the real acquirers.
 *
 * <p>Bounds: at most {@link #QUEUE_MAX} notifications wait; further ones end as {@code overflow} and can be sent with
 * a replay. The last {@link #REMEMBERED_MAX} notifications can be replayed, the last {@link #SHOWN_MAX} are shown.
 */
public final class Webhooks implements AutoCloseable {

    public static final int QUEUE_MAX = 500_000;
    public static final int REMEMBERED_MAX = 100_000;
    public static final int SHOWN_MAX = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);
    private static final int WORKERS = 8;

    /** A delivery as it stands. */
    public record Shown(long seq, String provider, String event, String objectId, @Nullable String paymentId, boolean copy,
            String status, int tries, @Nullable Integer lastHttpStatus, @Nullable String lastError, Instant raisedAt,
            @Nullable Instant nextTryAt) {}

    public enum Flush { IDLE, TIMED_OUT, PAUSED }

    private final SandboxClock clock;
    private final Faults faults;
    private final Journal journal;
    private final WebhookSender sender = new WebhookSender();
    private final Map<String, WebhookTarget> targets = new ConcurrentHashMap<>();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Condition settled = lock.newCondition();
    private final DeliveryQueue queue;
    private final Undelivered undelivered = new Undelivered();
    private final Set<Delivery> sending = Collections.newSetFromMap(new IdentityHashMap<>());
    private long lastSeq;
    private boolean paused;
    private boolean closed;

    public Webhooks(SandboxClock clock, Faults faults, Journal journal) {
        this.clock = clock;
        this.faults = faults;
        this.journal = journal;
        this.queue = new DeliveryQueue(clock, journal, delivery -> hasUrl(delivery.notification));
    }

    public void register(String provider, WebhookTarget target) {
        targets.put(provider, target);
    }

    public void start() {
        locked(() -> {
            lastSeq = undelivered.lastSeq();
            undelivered.take().forEach(n -> {
                var delivery = new Delivery(n, false, n.raisedAt());
                queue.accept(delivery);
            });
        });
        for (int i = 0; i < WORKERS; i++) {
            Thread.ofVirtual().name("sandbox-webhook-" + i).start(this::work);
        }
    }

    /** The number for the next notification. */
    public long nextSeq() {
        lock.lock();
        try {
            return ++lastSeq;
        } finally {
            lock.unlock();
        }
    }

    /** Queues notifications whose cause is in the journal already. */
    public void send(List<Notification> notifications) {
        if (notifications.isEmpty()) {
            return;
        }
        locked(() -> {
            notifications.forEach(n -> queue.accept(new Delivery(n, n.seq() == 0, clock.now())));
            changed.signalAll();
        });
    }

    /**
     * Sends {@code caused} and waits until each of them, and each delivery that is overdue by now, was tried once; it also
     * waits for those that are on their way already.
     *
     * @return how many that were; some may still wait when deliveries are paused or {@code timeout} has passed
     */
    public int sendAndAwaitFirstTries(List<Notification> caused, Duration timeout) {
        long left = timeout.toNanos();
        lock.lock();
        try {
            var now = clock.now();
            var expected = new ArrayList<Expected>();
            sending.forEach(d -> expected.add(new Expected(d, d.tries)));
            int onTheirWay = expected.size();
            queue.overdue().forEach(d -> expected.add(new Expected(d, d.tries)));
            for (var n : caused) {
                var delivery = new Delivery(n, false, now);
                expected.add(new Expected(delivery, 0));
                queue.accept(delivery);
            }
            changed.signalAll();
            for (int i = 0; i < expected.size() && left > 0 && !paused && !closed; ) {
                if (expected.get(i).delivery().wasTriedSince(expected.get(i).triesBefore(), clock.now())) {
                    i++;
                } else {
                    left = settled.awaitNanos(left);
                }
            }
            return expected.size() - onTheirWay;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return caused.size();
        } finally {
            lock.unlock();
        }
    }

    private record Expected(Delivery delivery, int triesBefore) {}

    public void pause() {
        locked(() -> paused = true);
    }

    public void resume() {
        locked(() -> {
            paused = false;
            changed.signalAll();
            settled.signalAll();
        });
    }

    public boolean isPaused() {
        lock.lock();
        try {
            return paused;
        } finally {
            lock.unlock();
        }
    }

    /** Sends every remembered notification again, those that were dropped too; only {@code paymentId}'s if given. */
    public int replay(@Nullable String paymentId) {
        lock.lock();
        try {
            var copies = queue.remembered()
                    .filter(d -> !d.copy)
                    .filter(d -> paymentId == null || paymentId.equals(d.notification.paymentId()) || paymentId.equals(d.notification.objectId()))
                    .map(d -> {
                        var copy = new Delivery(d.notification, true, clock.now());
                        copy.pastFaults = true;
                        return copy;
                    })
                    .toList();
            copies.forEach(queue::accept);
            changed.signalAll();
            return copies.size();
        } finally {
            lock.unlock();
        }
    }

    /** What the merchant said to a question. */
    public record Reply(int status, byte[] body) {}

    /**
     * Asks the merchant and waits for the answer; null when there is none. A question is shown among the deliveries,
     * but neither repeated nor replayed, and no fault strikes it.
     */
    public @Nullable Reply ask(Notification question) {
        var delivery = new Delivery(question, true, clock.now());
        var target = target(question);
        var url = target == null ? null : target.url();
        @Nullable Reply reply = null;
        if (target != null && url != null) {
            delivery.tries = 1;
            try {
                var answer = sender.send(target, url, question.headers(), question.body().get());
                delivery.lastHttpStatus = answer.statusCode();
                reply = new Reply(answer.statusCode(), answer.body());
            } catch (IOException e) {
                delivery.lastError = e.getClass().getSimpleName();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                delivery.lastError = "interrupted";
            }
        }
        delivery.status = url == null ? Delivery.Status.NO_URL : reply == null ? Delivery.Status.GAVE_UP : Delivery.Status.DELIVERED;
        locked(() -> queue.remember(delivery));
        return reply;
    }

    /** Waits until nothing is queued, held back, waiting for its next try or being sent. */
    public Flush flush(Duration timeout) {
        long left = timeout.toNanos();
        lock.lock();
        try {
            while (!sending.isEmpty() || !queue.isEmpty()) {
                if (paused && sending.isEmpty()) {
                    return Flush.PAUSED;
                }
                if (sending.isEmpty() && queue.holdsOnlyHeldBack()) {
                    queue.releaseHeldBack();
                    changed.signalAll();
                }
                if (left <= 0) {
                    return Flush.TIMED_OUT;
                }
                left = settled.awaitNanos(left);
            }
            return Flush.IDLE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Flush.TIMED_OUT;
        } finally {
            lock.unlock();
        }
    }

    /** The last {@link #SHOWN_MAX} deliveries, oldest first. */
    public List<Shown> recent() {
        lock.lock();
        try {
            return queue.remembered().skip(Math.max(0, queue.rememberedCount() - SHOWN_MAX)).map(Delivery::shown).toList();
        } finally {
            lock.unlock();
        }
    }

    /** Forgets everything that waits or was sent; what is on its way right now ends unseen. */
    public void clear() {
        locked(() -> {
            queue.clear();
            paused = false;
            settled.signalAll();
            journal.append(List.of(Undelivered.reset()));
        });
    }

    /** Finds the body of a notification about an object as it is at this point of the replay. */
    @FunctionalInterface
    public interface BodyLookup {
        Supplier<byte[]> find(String provider, String event, String objectId);
    }

    /** Takes a fact of the journal back; true when it was one of ours. Facts of the object must have come before. */
    public boolean restore(String kind, JsonNode value, BodyLookup bodies) {
        return undelivered.restore(kind, value, bodies);
    }

    /** The facts that bring back what is not delivered yet. Only before {@link #start}. */
    public void snapshot(Consumer<JournalEntry> facts) {
        undelivered.snapshot(facts);
    }

    @Override
    public void close() {
        locked(() -> {
            closed = true;
            changed.signalAll();
            settled.signalAll();
        });
        sender.close();
    }

    private @Nullable WebhookTarget target(Notification notification) {
        var target = targets.get(notification.provider());
        return target == null ? null : target.of(notification);
    }

    private boolean hasUrl(Notification notification) {
        var target = target(notification);
        return target != null && target.url() != null;
    }

    private void work() {
        while (true) {
            var delivery = nextDue();
            if (delivery == null) {
                return;
            }
            try {
                deliver(delivery);
            } catch (RuntimeException e) {
                LOG.error("event=webhook_failed seq={}", delivery.notification.seq(), e);
                locked(() -> queue.end(delivery, Delivery.Status.GAVE_UP));
            } finally {
                locked(() -> {
                    sending.remove(delivery);
                    settled.signalAll();
                });
            }
        }
    }

    private @Nullable Delivery nextDue() {
        lock.lock();
        try {
            while (!closed) {
                var head = queue.earliest();
                long waitMs = head == null ? 1_000 : Math.min(1_000, Duration.between(clock.now(), head.dueAt).toMillis());
                if (head != null && !paused && waitMs <= 0) {
                    queue.removeEarliest();
                    sending.add(head);
                    return head;
                }
                var _ = changed.await(paused ? 1_000 : Math.max(1, waitMs), TimeUnit.MILLISECONDS);
            }
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } finally {
            lock.unlock();
        }
    }

    private void deliver(Delivery delivery) {
        var n = delivery.notification;
        var target = target(n);
        var url = target == null ? null : target.url();
        if (target == null || url == null) {
            locked(() -> queue.end(delivery, Delivery.Status.NO_URL));
            return;
        }
        var body = n.body().get();
        if (!delivery.pastFaults) {
            delivery.pastFaults = true;
            var fault = faults.strike(n.provider(), Fault.WEBHOOK, FaultKind.Phase.WEBHOOK, () -> n.event() + "\n" + target.text(body));
            if (fault != null && !strike(fault, delivery)) {
                return;
            }
        }
        @Nullable Integer status = null;
        @Nullable String error = null;
        boolean acknowledged = false;
        try {
            var answer = sender.send(target, url, n.headers(), body);
            status = answer.statusCode();
            acknowledged = target.acknowledged(answer.statusCode(), answer.body());
        } catch (IOException e) {
            error = e.getClass().getSimpleName();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            error = "interrupted";
        }
        tried(delivery, target.retries(), status, error, acknowledged);
    }

    /** Applies a fault; false when the notification is not to be sent now. */
    private boolean strike(Fault fault, Delivery delivery) {
        lock.lock();
        try {
            switch (fault.kind()) {
                case DROP_WEBHOOK -> {
                    queue.end(delivery, Delivery.Status.DROPPED);
                    return false;
                }
                case REORDER_WEBHOOKS -> {
                    return !queue.holdBack(delivery, clock.now().plusMillis(fault.delayMsOr(5_000)));
                }
                case SLOW -> {
                    queue.enqueue(delivery, clock.now().plusMillis(fault.delayMsOr(1_000)));
                    return false;
                }
                case DUPLICATE_WEBHOOK -> {
                    var copy = new Delivery(delivery.notification, true, clock.now());
                    copy.pastFaults = true;
                    queue.accept(copy);
                    changed.signal();
                    return true;
                }
                default -> {
                    return true;
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void tried(Delivery delivery, RetrySchedule retries, @Nullable Integer status, @Nullable String error, boolean acknowledged) {
        locked(() -> {
            delivery.tries++;
            delivery.lastHttpStatus = status;
            delivery.lastError = error;
            if (acknowledged) {
                queue.end(delivery, Delivery.Status.DELIVERED);
            } else {
                var next = retries.next(delivery.tries, delivery.livesFrom, clock.now());
                if (next == null) {
                    queue.end(delivery, Delivery.Status.GAVE_UP);
                } else {
                    delivery.status = Delivery.Status.RETRYING;
                    queue.enqueue(delivery, next);
                }
            }
            queue.releaseHeldBack();
            changed.signal();
        });
    }

    /** Sends those held back whose delay has passed; called regularly. */
    public void tick() {
        locked(() -> {
            queue.releaseOverdue();
            changed.signalAll();
        });
    }

    private void locked(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }
}
