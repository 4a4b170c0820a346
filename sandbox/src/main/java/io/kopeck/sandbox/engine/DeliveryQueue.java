package io.kopeck.sandbox.engine;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The deliveries that wait, those held back to let a later one pass, and the last ones for replay and display. Not
 * safe by itself: {@link Webhooks} holds its lock around every call.
 */
final class DeliveryQueue {

    private final PriorityQueue<Delivery> waiting =
            new PriorityQueue<>(Comparator.<Delivery, Instant>comparing(d -> d.dueAt).thenComparingLong(d -> d.order));
    private final List<Delivery> heldBack = new ArrayList<>();
    private final ArrayDeque<Delivery> remembered = new ArrayDeque<>();
    private final SandboxClock clock;
    private final Journal journal;
    private final Predicate<Delivery> hasUrl;
    private long lastOrder;
    private int generation;

    DeliveryQueue(SandboxClock clock, Journal journal, Predicate<Delivery> hasUrl) {
        this.clock = clock;
        this.journal = journal;
        this.hasUrl = hasUrl;
    }

    /** Takes a new delivery in: it waits, or has ended already for want of an address or of room. */
    void accept(Delivery delivery) {
        remember(delivery);
        if (!hasUrl.test(delivery)) {
            end(delivery, Delivery.Status.NO_URL);
        } else if (waiting.size() >= Webhooks.QUEUE_MAX) {
            end(delivery, Delivery.Status.OVERFLOW);
        } else {
            enqueue(delivery, delivery.dueAt);
        }
    }

    /** Keeps a delivery for display and replay; the oldest goes when there are too many. */
    void remember(Delivery delivery) {
        if (remembered.size() >= Webhooks.REMEMBERED_MAX) {
            remembered.removeFirst();
        }
        delivery.generation = generation;
        remembered.addLast(delivery);
    }

    /** Makes a delivery wait until {@code dueAt}, unless everything was forgotten since it was accepted. */
    void enqueue(Delivery delivery, Instant dueAt) {
        delivery.dueAt = dueAt;
        delivery.order = ++lastOrder;
        if (delivery.generation == generation) {
            waiting.add(delivery);
        }
    }

    @Nullable Delivery earliest() {
        return waiting.peek();
    }

    void removeEarliest() {
        waiting.poll();
    }

    void end(Delivery delivery, Delivery.Status status) {
        delivery.status = status;
        if (!delivery.copy && delivery.generation == generation) {
            journal.append(List.of(Undelivered.done(delivery.notification)));
        }
    }

    /** Holds a delivery back; false when another one is held already, so that this one is the one to overtake it. */
    boolean holdBack(Delivery delivery, Instant until) {
        if (!heldBack.isEmpty()) {
            return false;
        }
        delivery.status = Delivery.Status.HELD_BACK;
        delivery.dueAt = until;
        heldBack.add(delivery);
        return true;
    }

    void releaseHeldBack() {
        for (var delivery : heldBack) {
            delivery.status = Delivery.Status.QUEUED;
            enqueue(delivery, clock.now());
        }
        heldBack.clear();
    }

    /** Releases what was held back long enough. */
    void releaseOverdue() {
        var now = clock.now();
        if (heldBack.stream().anyMatch(d -> !d.dueAt.isAfter(now))) {
            releaseHeldBack();
        }
    }

    boolean isEmpty() {
        return waiting.isEmpty() && heldBack.isEmpty();
    }

    boolean holdsOnlyHeldBack() {
        return waiting.isEmpty() && !heldBack.isEmpty();
    }

    List<Delivery> overdue() {
        var now = clock.now();
        return waiting.stream().filter(d -> !d.dueAt.isAfter(now)).toList();
    }

    Stream<Delivery> remembered() {
        return remembered.stream();
    }

    int rememberedCount() {
        return remembered.size();
    }

    void clear() {
        generation++;
        waiting.clear();
        heldBack.clear();
        remembered.clear();
    }
}
