package io.kopeck.sandbox.cloudpayments;

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

/** One change of the terminal's state while it is being decided: it takes effect as a whole, or not at all. */
final class Change {

    private record Settlement(Book.Kind kind, Transaction payment, @Nullable String refundId, Money amount) {}

    private final TerminalState state;
    private final Webhooks webhooks;
    private final Instant now;
    private final List<Object> objects = new ArrayList<>(2);
    private final List<Settlement> settlements = new ArrayList<>(1);
    private final List<Notification> notifications = new ArrayList<>(1);
    private RequestIds.@Nullable Answered answered;

    Change(TerminalState state, Webhooks webhooks, Instant now) {
        this.state = state;
        this.webhooks = webhooks;
        this.now = now;
    }

    Instant now() {
        return now;
    }

    <T> T put(T object) {
        objects.add(object);
        return object;
    }

    void settle(Book.Kind kind, Transaction payment, @Nullable String refundId, Money amount) {
        settlements.add(new Settlement(kind, payment, refundId, amount));
    }

    void remember(RequestIds.Answered newAnswered) {
        answered = newAnswered;
    }

    void tell(String type, String objectId, @Nullable String paymentId, Supplier<byte[]> body) {
        notifications.add(new Notification(webhooks.nextSeq(), CloudPayments.NAME, type, objectId, paymentId, now, body));
    }

    List<Notification> notifications() {
        return notifications;
    }

    /** Puts everything in place and returns it as one line for the journal. */
    List<JournalEntry> apply() {
        var facts = new ArrayList<JournalEntry>();
        for (var object : objects) {
            state.store(object);
            facts.add(new JournalEntry(TerminalState.journalKind(object), object));
        }
        for (var s : settlements) {
            var source = s.payment().source();
            var entry = new Book.Entry(state.book.nextNumber(), s.kind(), s.payment().id(), s.refundId(), s.amount(),
                    s.payment().terms().invoiceId(), JsonData.metadata(s.payment().terms()),
                    source.firstNumber() == null ? null : Long.toString(source.firstNumber()), s.payment().terms().byToken(), now);
            state.book.add(entry);
            facts.add(new JournalEntry("cloudpayments.book", entry));
        }
        if (answered != null) {
            state.requests.put(answered);
            facts.add(TerminalState.requestFact(answered, false));
        }
        notifications.forEach(n -> facts.add(n.toJournal()));
        return facts;
    }
}
