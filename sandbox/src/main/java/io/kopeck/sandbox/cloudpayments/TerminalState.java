package io.kopeck.sandbox.cloudpayments;

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
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Everything the terminal remembers. All changes go through {@link #perform}: one short lock, one journal line, then
 * the notifications. Readers take no lock; objects are immutable.
 */
final class TerminalState {

    /** What one change did. */
    record Made<T>(T value, CompletableFuture<Void> written, List<Notification> notifications) {}

    private record DueObject(Instant at, String id) {}

    /** {@code object} only after a compaction; otherwise it stands before this fact in the journal as it was answered. */
    private record RequestFact(String id, boolean success, @Nullable String message, Reply.Shape shape, @Nullable String objectId,
            @Nullable JsonNode object, Instant at) {}

    private static final long FIRST_NUMBER = 900_000_000;

    final Transactions transactions = new Transactions();
    final ConcurrentHashMap<String, Order> orders = new ConcurrentHashMap<>();
    final SavedCards saved = new SavedCards();
    final ConcurrentHashMap<String, Receipt> receipts = new ConcurrentHashMap<>();
    final ConcurrentSkipListMap<Long, Dispute> disputes = new ConcurrentSkipListMap<>();
    final RequestIds requests = new RequestIds();
    final Strikes strikes = new Strikes();
    final Book book = new Book();

    private final PriorityQueue<DueObject> due = new PriorityQueue<>(Comparator.comparing(DueObject::at));
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicLong lastNumber = new AtomicLong(FIRST_NUMBER);
    private final SandboxClock clock;
    private final Journal journal;
    private final Webhooks webhooks;
    private final Wire wire;
    private final int objectsMax;
    private Instant lastNow = Instant.EPOCH;

    TerminalState(SandboxClock clock, Journal journal, Webhooks webhooks, Wire wire, int objectsMax) {
        this.clock = clock;
        this.journal = journal;
        this.webhooks = webhooks;
        this.wire = wire;
        this.objectsMax = objectsMax;
    }

    Instant now() {
        return clock.now();
    }

    /** The number of a new object; it grows, whatever the object. */
    long nextNumber() {
        return lastNumber.incrementAndGet();
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

    /** What the request with this id was answered within the last hour; null when nothing was. */
    @Nullable ObjectNode answerTo(String requestId) {
        lock.lock();
        try {
            var answered = requests.find(requestId, clock.now());
            return answered == null ? null : answered.answer().get();
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

    /** Room for one more of everything a request may add. */
    void checkRoom() {
        if (transactions.size() >= objectsMax || orders.size() >= objectsMax || receipts.size() >= 2L * objectsMax || requests.size() >= 2L * objectsMax) {
            throw Refusal.full(objectsMax + " transactions, orders or receipts");
        }
    }

    void store(Object object) {
        switch (object) {
            case Transaction t -> {
                lastNumber.accumulateAndGet(t.number(), Math::max);
                var before = transactions.put(t);
                count(t, before);
                addDue(t.dueAt(), t.id());
            }
            case Order o -> {
                lastNumber.accumulateAndGet(o.number(), Math::max);
                orders.put(o.id(), o);
            }
            case SavedCard card -> saved.put(card);
            case Receipt r -> {
                lastNumber.accumulateAndGet(r.number(), Math::max);
                receipts.put(r.id(), r);
                addDue(r.dueAt(), r.id());
            }
            case Dispute d -> {
                lastNumber.accumulateAndGet(d.number(), Math::max);
                disputes.put(d.number(), d);
            }
            default -> throw new AssertionError(object);
        }
    }

    private void addDue(@Nullable Instant at, String id) {
        if (at != null) {
            due.add(new DueObject(at, id));
        }
    }

    /** Counts a decline, or a pass, once: when the transaction gets there. */
    private void count(Transaction t, @Nullable Transaction before) {
        var decision = t.decision();
        if (decision == null || decision.blocked() || t.kind() != Transaction.Kind.PAYMENT || (before != null && before.decision() != null)) {
            return;
        }
        if (t.status() == Transaction.Status.DECLINED) {
            strikes.declined(t, decision.reason(), decision.at());
        } else {
            strikes.passed(t);
        }
    }

    void reset() {
        lock.lock();
        try {
            journal.append(List.of(new JournalEntry("cloudpayments.reset", "")));
            clear();
        } finally {
            lock.unlock();
        }
    }

    boolean restore(String kind, JsonNode value) {
        switch (kind) {
            case "cloudpayments.transaction" -> store(saved.share(read(value, Transaction.class)));
            case "cloudpayments.order" -> store(read(value, Order.class));
            case "cloudpayments.card" -> store(read(value, SavedCard.class));
            case "cloudpayments.receipt" -> store(read(value, Receipt.class));
            case "cloudpayments.dispute" -> store(read(value, Dispute.class));
            case "cloudpayments.book" -> book.add(read(value, Book.Entry.class));
            case "cloudpayments.request" -> restore(read(value, RequestFact.class));
            case "cloudpayments.reset" -> clear();
            default -> {
                return false;
            }
        }
        return true;
    }

    private void restore(RequestFact fact) {
        var about = fact.object() != null ? read(fact.object(), fact.shape().type()) : fact.objectId() == null ? null : find(fact.objectId());
        var reply = new Reply(fact.success(), fact.message(), fact.shape(), about);
        requests.put(new RequestIds.Answered(fact.id(), reply, () -> wire.reply(reply), fact.at()));
    }

    void snapshot(Consumer<JournalEntry> facts) {
        saved.forEach(card -> facts.accept(new JournalEntry("cloudpayments.card", card)));
        transactions.forEach(t -> facts.accept(new JournalEntry("cloudpayments.transaction", t)));
        orders.values().stream().sorted(Comparator.comparingLong(Order::number)).forEach(o -> facts.accept(new JournalEntry("cloudpayments.order", o)));
        receipts.values().stream().sorted(Comparator.comparingLong(Receipt::number)).forEach(r -> facts.accept(new JournalEntry("cloudpayments.receipt", r)));
        disputes.values().forEach(d -> facts.accept(new JournalEntry("cloudpayments.dispute", d)));
        requests.forEach(answered -> facts.accept(requestFact(answered, true)));
        book.page(0, Integer.MAX_VALUE).entries().forEach(entry -> facts.accept(new JournalEntry("cloudpayments.book", entry)));
    }

    static JournalEntry requestFact(RequestIds.Answered answered, boolean withObject) {
        var reply = answered.reply();
        return new JournalEntry("cloudpayments.request", new RequestFact(answered.id(), reply.success(), reply.message(), reply.shape(),
                reply.about() == null ? null : idOf(reply.about()), withObject ? Json.MAPPER.valueToTree(reply.about()) : null, answered.at()));
    }

    static String journalKind(Object object) {
        return switch (object) {
            case Transaction _ -> "cloudpayments.transaction";
            case Order _ -> "cloudpayments.order";
            case SavedCard _ -> "cloudpayments.card";
            case Receipt _ -> "cloudpayments.receipt";
            case Dispute _ -> "cloudpayments.dispute";
            default -> throw new AssertionError(object);
        };
    }

    private static String idOf(Object object) {
        return switch (object) {
            case Transaction t -> t.id();
            case Order o -> o.id();
            case Receipt r -> r.id();
            default -> throw new AssertionError(object);
        };
    }

    /** A transaction, an order or a receipt by its id. */
    @Nullable Object find(String id) {
        var transaction = transactions.find(id);
        if (transaction != null) {
            return transaction;
        }
        var order = orders.get(id);
        return order != null ? order : receipts.get(id);
    }

    private void clear() {
        transactions.clear();
        orders.clear();
        saved.clear();
        receipts.clear();
        disputes.clear();
        requests.clear();
        strikes.clear();
        book.clear();
        due.clear();
        lastNow = Instant.EPOCH;
    }

    private static <T> T read(JsonNode value, Class<T> type) {
        return Json.MAPPER.treeToValue(value, type);
    }
}
