package io.kopeck.sandbox.yookassa;

import io.kopeck.sandbox.engine.Book;
import io.kopeck.sandbox.engine.JournalEntry;
import io.kopeck.sandbox.engine.Money;
import io.kopeck.sandbox.engine.Notification;
import io.kopeck.sandbox.engine.Webhooks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One change of the shop's state while it is being decided: it takes effect as a whole, or not at all. */
final class Change {

    private record Settlement(Book.Kind kind, Payment payment, @Nullable String refundId, Money amount) {}

    private final ShopState state;
    private final Webhooks webhooks;
    private final Instant now;
    private final List<Stored> objects = new ArrayList<>(2);
    private final List<Method> methods = new ArrayList<>(1);
    private final List<Settlement> settlements = new ArrayList<>(1);
    private final List<Notification> notifications = new ArrayList<>(1);
    private IdempotenceKeys.@Nullable Used key;

    Change(ShopState state, Webhooks webhooks, Instant now) {
        this.state = state;
        this.webhooks = webhooks;
        this.now = now;
    }

    Instant now() {
        return now;
    }

    ShopState state() {
        return state;
    }

    Payment payment(String id) {
        var payment = state.payments.find(id);
        if (payment == null) {
            throw ApiError.unknownPayment();
        }
        return payment;
    }

    <T extends Stored> T put(T object) {
        objects.add(object);
        return object;
    }

    void save(Method method) {
        methods.add(method);
    }

    void settle(Book.Kind kind, Payment payment, @Nullable String refundId, Money amount) {
        settlements.add(new Settlement(kind, payment, refundId, amount));
    }

    void remember(IdempotenceKeys.Used used) {
        key = used;
    }

    void tell(String event, String objectId, @Nullable String paymentId, Supplier<byte[]> body) {
        notifications.add(new Notification(webhooks.nextSeq(), YooKassa.NAME, event, objectId, paymentId, now, body));
    }

    /** Forgets what was decided so far. */
    void abandon() {
        objects.clear();
        methods.clear();
        settlements.clear();
        notifications.clear();
    }

    List<Notification> notifications() {
        return notifications;
    }

    /** Puts everything in place and returns it as one line for the journal. */
    List<JournalEntry> apply() {
        var facts = new ArrayList<JournalEntry>();
        for (var method : methods) {
            state.saved.put(method.id(), method);
            facts.add(new JournalEntry("yookassa.saved", method));
        }
        for (var object : objects) {
            state.store(object);
            facts.add(new JournalEntry(ShopState.journalKind(object), object));
        }
        for (var s : settlements) {
            var terms = s.payment().terms();
            var method = s.payment().method();
            var entry = new Book.Entry(state.book.nextNumber(), s.kind(), s.payment().id(), s.refundId(), s.amount(),
                    s.payment().reference(), terms.metadata(), method != null && method.saved() ? method.id() : null,
                    terms.recurring(), now);
            state.book.add(entry);
            facts.add(new JournalEntry("yookassa.book", entry));
        }
        if (key != null) {
            state.keys.put(key);
            facts.add(new JournalEntry("yookassa.key", key));
        }
        notifications.forEach(n -> facts.add(n.toJournal()));
        return facts;
    }
}
