package io.kopeck.platform.events;

import static io.kopeck.platform.internal.db.Tables.EVENT_LOG;

import io.kopeck.platform.jobs.Jobs;
import io.kopeck.platform.tx.Transactions;
import java.time.Instant;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Appends events inside the caller's transaction: they exist exactly when what they tell of was committed. */
@Component
public final class EventLog {

    private final DSLContext db;
    private final JsonMapper json;
    private final Jobs jobs;

    EventLog(DSLContext db, JsonMapper json, Jobs jobs) {
        this.db = db;
        this.json = json;
        this.jobs = jobs;
    }

    public void append(Instant occurredAt, Event... events) {
        append(occurredAt, List.of(events));
    }

    /** One insert for all the events. Must be called inside a transaction. */
    public void append(Instant occurredAt, List<? extends Event> events) {
        if (!Transactions.isActive()) {
            throw new IllegalStateException("events are appended inside the transaction they tell of");
        }
        if (events.isEmpty()) {
            return;
        }
        var insert = db.insertInto(
                EVENT_LOG, EVENT_LOG.TYPE, EVENT_LOG.CUSTOMER_ID, EVENT_LOG.PAYLOAD, EVENT_LOG.OCCURRED_AT);
        for (var event : events) {
            insert = insert.values(
                    event.getClass().getSimpleName(),
                    event.customer().value(),
                    JSONB.valueOf(json.writeValueAsString(event)),
                    occurredAt);
        }
        insert.execute();
        jobs.wakeAfterCommit(EventPump.NAME);
    }
}
