package io.kopeck.sandbox.yookassa;

import io.kopeck.sandbox.engine.Book;
import io.kopeck.sandbox.engine.Journal;
import io.kopeck.sandbox.engine.JournalEntry;
import io.kopeck.sandbox.engine.Json;
import io.kopeck.sandbox.engine.Notification;
import io.kopeck.sandbox.engine.SandboxClock;
import io.kopeck.sandbox.engine.Webhooks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Everything the shop remembers. All changes go through {@link #perform}: one short lock, one journal line, then the
 * notifications. Readers take no lock; objects are immutable.
 */
final class ShopState {

    /** What one change did. */
    record Made<T>(T value, CompletableFuture<Void> written, List<Notification> notifications) {}

    private record DueObject(Instant at, String id) {}

    final Shelf<Payment> payments = new Shelf<>();
    final Shelf<Refund> refunds = new Shelf<>();
    final Shelf<Binding> bindings = new Shelf<>();
    final Shelf<Receipt> receipts = new Shelf<>();
    /** Methods that can be charged again, by id. */
    final ConcurrentHashMap<String, Method> saved = new ConcurrentHashMap<>();
    final IdempotenceKeys keys = new IdempotenceKeys();
    final Book book = new Book();

    private final PriorityQueue<DueObject> due = new PriorityQueue<>(Comparator.comparing(DueObject::at));
    private final ReentrantLock lock = new ReentrantLock();
    private final SandboxClock clock;
    private final Journal journal;
    private final Webhooks webhooks;
    private final int objectsMax;
    private long lastSeq;
    private Instant lastNow = Instant.EPOCH;

    ShopState(SandboxClock clock, Journal journal, Webhooks webhooks, int objectsMax) {
        this.clock = clock;
        this.journal = journal;
        this.webhooks = webhooks;
        this.objectsMax = objectsMax;
    }

    Instant now() {
        return clock.now();
    }

    /** Makes a change, waits until the journal has it, sends its notifications. An exception changes nothing. */
    <T> T perform(Function<Change, T> action) {
        var made = make(action);
        made.written().join();
        webhooks.send(made.notifications());
        return made.value();
    }

    /** Makes a change; the caller waits for the journal and sends the notifications. */
    <T> Made<T> make(Function<Change, T> action) {
        lock.lock();
        try {
            var now = clock.now();
            lastNow = now.isBefore(lastNow) ? lastNow : now;
            var change = new Change(this, webhooks, lastNow);
            var value = action.apply(change);
            return new Made<>(value, journal.append(change.apply()), change.notifications());
        } finally {
            lock.unlock();
        }
    }

    /** Ids of the objects that are due, earliest first, at most {@code max}; they are not due any more afterwards. */
    List<String> takeDue(Instant now, int max) {
        lock.lock();
        try {
            var ids = new ArrayList<String>();
            while (ids.size() < max && !due.isEmpty() && !due.peek().at().isAfter(now)) {
                ids.add(due.poll().id());
            }
            return ids;
        } finally {
            lock.unlock();
        }
    }

    void reset() {
        lock.lock();
        try {
            journal.append(List.of(new JournalEntry("yookassa.reset", "")));
            clear();
        } finally {
            lock.unlock();
        }
    }

    /** Any object by its id. */
    Stored object(String id) {
        var object = find(id);
        if (object == null) {
            throw new IllegalStateException("no object " + id);
        }
        return object;
    }

    @Nullable Stored find(String id) {
        var payment = payments.find(id);
        if (payment != null) {
            return payment;
        }
        var refund = refunds.find(id);
        if (refund != null) {
            return refund;
        }
        var binding = bindings.find(id);
        return binding != null ? binding : receipts.find(id);
    }

    long nextSeq() {
        return ++lastSeq;
    }

    void checkRoomFor(Shelf<?> shelf, String what) {
        if (shelf.size() >= objectsMax) {
            throw ApiError.full(objectsMax + " " + what);
        }
    }

    void checkRoomForKey() {
        if (keys.size() >= 2L * objectsMax) {
            throw ApiError.full(2L * objectsMax + " idempotence keys");
        }
    }

    void store(Stored object) {
        lastSeq = Math.max(lastSeq, object.seq());
        @Nullable Instant dueAt = switch (object) {
            case Payment p -> {
                payments.put(p);
                yield p.dueAt();
            }
            case Refund r -> {
                refunds.put(r);
                yield r.dueAt();
            }
            case Binding b -> {
                bindings.put(b);
                yield b.dueAt();
            }
            case Receipt r -> {
                receipts.put(r);
                yield r.dueAt();
            }
        };
        if (dueAt != null) {
            due.add(new DueObject(dueAt, object.id()));
        }
    }

    boolean restore(String kind, JsonNode value) {
        switch (kind) {
            case "yookassa.payment" -> store(shareMethod(read(value, Payment.class)));
            case "yookassa.refund" -> store(read(value, Refund.class));
            case "yookassa.binding" -> store(read(value, Binding.class));
            case "yookassa.receipt" -> store(read(value, Receipt.class));
            case "yookassa.saved" -> {
                var method = read(value, Method.class);
                saved.put(method.id(), method);
            }
            case "yookassa.key" -> keys.put(read(value, IdempotenceKeys.Used.class));
            case "yookassa.book" -> book.add(read(value, Book.Entry.class));
            case "yookassa.reset" -> clear();
            default -> {
                return false;
            }
        }
        return true;
    }

    void snapshot(Consumer<JournalEntry> facts) {
        saved.values().forEach(method -> facts.accept(new JournalEntry("yookassa.saved", method)));
        payments.forEachInOrder(p -> facts.accept(new JournalEntry("yookassa.payment", p)));
        refunds.forEachInOrder(r -> facts.accept(new JournalEntry("yookassa.refund", r)));
        bindings.forEachInOrder(b -> facts.accept(new JournalEntry("yookassa.binding", b)));
        receipts.forEachInOrder(r -> facts.accept(new JournalEntry("yookassa.receipt", r)));
        keys.forEach(used -> facts.accept(new JournalEntry("yookassa.key", used)));
        book.page(0, Integer.MAX_VALUE).entries().forEach(entry -> facts.accept(new JournalEntry("yookassa.book", entry)));
    }

    static String journalKind(Stored object) {
        return switch (object) {
            case Payment _ -> "yookassa.payment";
            case Refund _ -> "yookassa.refund";
            case Binding _ -> "yookassa.binding";
            case Receipt _ -> "yookassa.receipt";
        };
    }

    private void clear() {
        payments.clear();
        refunds.clear();
        bindings.clear();
        receipts.clear();
        saved.clear();
        keys.clear();
        book.clear();
        due.clear();
        lastNow = Instant.EPOCH;
    }

    /** A saved method is one object in memory, however many payments were charged to it. */
    private Payment shareMethod(Payment payment) {
        var method = payment.method();
        var known = method == null ? null : saved.get(method.id());
        return known != null && known.equals(method) ? payment.by(known) : payment;
    }

    private static <T> T read(JsonNode value, Class<T> type) {
        return Json.MAPPER.treeToValue(value, type);
    }
}
