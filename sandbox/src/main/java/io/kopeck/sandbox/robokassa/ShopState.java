package io.kopeck.sandbox.robokassa;

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
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
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

    /** Numbers that Robokassa gives itself start above those that shops use. */
    private static final long OWN_NUMBERS_FROM = 2_000_000_000;
    private static final String PREFIX = "robokassa.";

    final Book book = new Book();

    private final ConcurrentHashMap<String, Stored> byId = new ConcurrentHashMap<>();
    private final ConcurrentSkipListMap<Long, String> ordered = new ConcurrentSkipListMap<>();
    private final ConcurrentSkipListMap<String, String> byOpKey = new ConcurrentSkipListMap<>();
    private final Set<String> withSecondReceipt = ConcurrentHashMap.newKeySet();
    private final PriorityQueue<DueObject> due = new PriorityQueue<>(Comparator.comparing(DueObject::at));
    private final ReentrantLock lock = new ReentrantLock();
    private final SandboxClock clock;
    private final Journal journal;
    private final Webhooks webhooks;
    private final int objectsMax;
    private @Nullable SigningKey key;
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

    /** The key that signs Result2: made at its first use, kept over restarts and resets. */
    SigningKey key() {
        lock.lock();
        try {
            if (key == null) {
                key = SigningKey.ofThisProcess();
                journal.append(List.of(new JournalEntry(PREFIX + "key", key.kept())));
            }
            return key;
        } finally {
            lock.unlock();
        }
    }

    void reset() {
        lock.lock();
        try {
            journal.append(List.of(new JournalEntry(PREFIX + "reset", "")));
            clear();
        } finally {
            lock.unlock();
        }
    }

    @Nullable Stored find(String id) {
        return byId.get(id);
    }

    @Nullable Invoice invoice(String id) {
        return byId.get(id) instanceof Invoice invoice ? invoice : null;
    }

    @Nullable Invoice live(long number) {
        return invoice(Long.toString(number));
    }

    /** A real payment by its operation's key; test payments have no effect that a key could name. */
    @Nullable Invoice ofOpKey(String opKey) {
        var id = byOpKey.get(opKey);
        var invoice = id == null ? null : invoice(id);
        return invoice == null || invoice.test() ? null : invoice;
    }

    /** An invoice by the guid its OpKey begins with. */
    @Nullable Invoice ofGuid(String guid) {
        var key = byOpKey.ceilingEntry(guid);
        return key != null && key.getKey().startsWith(guid + "-") ? invoice(key.getValue()) : null;
    }

    boolean hasSecondReceipt(String invoiceId) {
        return withSecondReceipt.contains(invoiceId);
    }

    /** Oldest first. */
    <T extends Stored> Stream<T> all(Class<T> type) {
        return ordered.values().stream().map(byId::get).filter(type::isInstance).map(type::cast);
    }

    long nextSeq() {
        return ++lastSeq;
    }

    /** An invoice number nobody has used. */
    long ownNumber() {
        long number = OWN_NUMBERS_FROM + lastSeq + 1;
        while (byId.containsKey(Long.toString(number))) {
            number++;
        }
        return number;
    }

    void checkRoom() {
        if (byId.size() >= objectsMax) {
            throw Refusal.full(objectsMax);
        }
    }

    void store(Stored object) {
        lastSeq = Math.max(lastSeq, object.seq());
        byId.put(object.id(), object);
        ordered.put(object.seq(), object.id());
        if (object instanceof Invoice invoice) {
            byOpKey.put(invoice.opKey(), invoice.id());
        }
        if (object instanceof SecondReceipt receipt) {
            withSecondReceipt.add(receipt.invoiceId());
        }
        if (object.dueAt() != null) {
            due.add(new DueObject(object.dueAt(), object.id()));
        }
    }

    boolean restore(String kind, JsonNode value) {
        switch (kind) {
            case PREFIX + "invoice" -> store(read(value, Invoice.class));
            case PREFIX + "refund" -> store(read(value, Refund.class));
            case PREFIX + "receipt" -> store(read(value, SecondReceipt.class));
            case PREFIX + "link" -> store(read(value, PaymentLink.class));
            case PREFIX + "book" -> book.add(read(value, Book.Entry.class));
            case PREFIX + "key" -> key = SigningKey.of(read(value, SigningKey.Kept.class));
            case PREFIX + "reset" -> clear();
            default -> {
                return false;
            }
        }
        return true;
    }

    void snapshot(Consumer<JournalEntry> facts) {
        if (key != null) {
            facts.accept(new JournalEntry(PREFIX + "key", key.kept()));
        }
        all(Stored.class).forEach(object -> facts.accept(journalEntry(object)));
        book.page(0, Integer.MAX_VALUE).entries().forEach(entry -> facts.accept(journalEntry(entry)));
    }

    static JournalEntry journalEntry(Book.Entry entry) {
        return new JournalEntry(PREFIX + "book", entry);
    }

    static JournalEntry journalEntry(Stored object) {
        return new JournalEntry(PREFIX + switch (object) {
            case Invoice _ -> "invoice";
            case Refund _ -> "refund";
            case SecondReceipt _ -> "receipt";
            case PaymentLink _ -> "link";
        }, object);
    }

    private void clear() {
        byId.clear();
        ordered.clear();
        byOpKey.clear();
        withSecondReceipt.clear();
        book.clear();
        due.clear();
        lastNow = Instant.EPOCH;
    }

    private static <T> T read(JsonNode value, Class<T> type) {
        return Json.MAPPER.treeToValue(value, type);
    }
}
