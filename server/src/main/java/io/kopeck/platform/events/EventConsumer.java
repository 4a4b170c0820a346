package io.kopeck.platform.events;

import java.time.Instant;
import java.util.Set;

/**
 * Reads the event log with a cursor of its own, at least once and in order per customer.
 *
 * <p>{@link #consume} runs inside the transaction that also moves the cursor, so it only writes rows: what needs the
 * network is recorded as due work for a job. An event that fails {@link EventPump#FAILURES_MAX} times is set aside.
 */
public interface EventConsumer {

    /** The cursor's stable name. */
    String name();

    /** The events it wants; all others are passed over. */
    Set<Class<? extends Event>> types();

    void consume(RecordedEvent event, Instant now);
}
