package io.kopeck.platform.events;

import io.kopeck.kernel.CustomerId;
import io.kopeck.platform.tx.Transactions;
import io.kopeck.testing.Platform;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jooq.DSLContext;
import tools.jackson.databind.json.JsonMapper;

/** A consumer of its own type of events on the shared platform's log, with pumps that serve it alone. */
final class LogReading implements EventConsumer {

    private static final AtomicInteger COUNT = new AtomicInteger();

    final Platform platform = Platform.shared();
    final Queue<Noted> delivered = new ConcurrentLinkedQueue<>();
    final String name = "test-consumer-" + COUNT.incrementAndGet();
    private final UUID run = UUID.randomUUID();
    private int poison = Integer.MIN_VALUE;

    /** Something a test noted. {@code run} tells the tests apart, {@code n} counts within one customer. */
    record Noted(CustomerId customer, UUID run, int n) implements Event {}

    EventPump pump() {
        var db = platform.bean(DSLContext.class);
        return new EventPump(List.of(this), new CursorStore(db, platform.bean(JsonMapper.class)),
                platform.bean(Transactions.class), platform.bean(Clock.class));
    }

    Noted note(CustomerId customer, int n) {
        return new Noted(customer, run, n);
    }

    /** Appends and commits. */
    void append(CustomerId customer, int n) {
        platform.bean(Transactions.class).forCustomer(customer, () -> {
            platform.bean(EventLog.class).append(platform.now(), note(customer, n));
            return true;
        });
    }

    /** From now on the consumer fails at this event. */
    void failAt(int n) {
        poison = n;
    }

    /** What was delivered, by count. */
    List<Integer> numbers() {
        return delivered.stream().map(Noted::n).toList();
    }

    List<Integer> numbers(CustomerId customer) {
        return delivered.stream().filter(noted -> noted.customer().equals(customer)).map(Noted::n).toList();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Set<Class<? extends Event>> types() {
        return Set.of(Noted.class);
    }

    @Override
    public void consume(RecordedEvent event, Instant now) {
        var noted = (Noted) event.event();
        if (!noted.run().equals(run)) {
            return;
        }
        if (noted.n() == poison) {
            throw new IllegalStateException("this one cannot be digested");
        }
        delivered.add(noted);
    }
}
