package io.kopeck.sandbox.robokassa;

import io.kopeck.sandbox.engine.Book;
import io.kopeck.sandbox.engine.JournalEntry;
import io.kopeck.sandbox.engine.Money;
import io.kopeck.sandbox.engine.Notification;
import io.kopeck.sandbox.engine.Webhooks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One change of the shop's state while it is being decided: it takes effect as a whole, or not at all. */
final class Change {

    private record Settlement(Book.Kind kind, Invoice invoice, @Nullable String refundId, Money amount) {}

    private final ShopState state;
    private final Webhooks webhooks;
    private final Instant now;
    private final List<Stored> objects = new ArrayList<>(2);
    private final List<Settlement> settlements = new ArrayList<>(1);
    private final List<Notification> notifications = new ArrayList<>(2);

    Change(ShopState state, Webhooks webhooks, Instant now) {
        this.state = state;
        this.webhooks = webhooks;
        this.now = now;
    }

    Instant now() {
        return now;
    }

    <T extends Stored> T put(T object) {
        objects.add(object);
        return object;
    }

    void settle(Book.Kind kind, Invoice invoice, @Nullable String refundId, Money amount) {
        settlements.add(new Settlement(kind, invoice, refundId, amount));
    }

    void tell(String event, Invoice invoice, Supplier<byte[]> body) {
        notifications.add(new Notification(webhooks.nextSeq(), Robokassa.NAME, event, invoice.id(), invoice.id(), now, body));
    }

    List<Notification> notifications() {
        return notifications;
    }

    /** Puts everything in place and returns it as one line for the journal. */
    List<JournalEntry> apply() {
        var facts = new ArrayList<JournalEntry>();
        for (var object : objects) {
            state.store(object);
            facts.add(ShopState.journalEntry(object));
        }
        for (var s : settlements) {
            var terms = s.invoice().terms();
            // The link of recurring payments is the mother's InvId: hers is her own.
            var mother = terms.previous() != 0 ? Long.toString(terms.previous()) : terms.recurring() ? s.invoice().id() : null;
            var entry = new Book.Entry(state.book.nextNumber(), s.kind(), s.invoice().id(), s.refundId(), s.amount(), s.invoice().id(),
                    new HashMap<>(terms.shp()), mother, terms.previous() != 0, now);
            state.book.add(entry);
            facts.add(ShopState.journalEntry(entry));
        }
        notifications.forEach(n -> facts.add(n.toJournal()));
        return facts;
    }
}
