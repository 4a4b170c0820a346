package io.kopeck.platform.events;

import static io.kopeck.platform.internal.db.Tables.EVENT_LOG;

import io.kopeck.platform.jobs.Jobs;
import io.kopeck.platform.tx.Transactions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.json.JsonMapper;

/**
 * Appends events inside the caller's transaction: they exist exactly when what they tell of was committed. All events of a
 * transaction are written together, as its last statement.
 */
@Component
public final class EventLog {

    private static final int ROWS_PER_INSERT_MAX = 1_000;

    private final DSLContext db;
    private final JsonMapper json;
    private final Jobs jobs;

    EventLog(DSLContext db, JsonMapper json, Jobs jobs) {
        this.db = db;
        this.json = json;
        this.jobs = jobs;
    }

    /** @throws IllegalStateException outside a transaction */
    public void append(Instant occurredAt, Event... events) {
        if (!Transactions.isActive()) {
            throw new IllegalStateException("events are appended inside the transaction they tell of");
        }
        var pending = pending();
        for (var event : events) {
            pending.add(new Pending(event, occurredAt));
        }
    }

    @SuppressWarnings("unchecked")
    private List<Pending> pending() {
        var bound = (List<Pending>) TransactionSynchronizationManager.getResource(this);
        if (bound != null) {
            return bound;
        }
        var pending = new ArrayList<Pending>();
        TransactionSynchronizationManager.bindResource(this, pending);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void beforeCommit(boolean readOnly) {
                write(pending);
            }

            @Override
            public void afterCompletion(int status) {
                TransactionSynchronizationManager.unbindResource(EventLog.this);
            }
        });
        jobs.wakeAfterCommit(EventPump.NAME);
        return pending;
    }

    private void write(List<Pending> pending) {
        for (int from = 0; from < pending.size(); from += ROWS_PER_INSERT_MAX) {
            var insert = db.insertInto(
                    EVENT_LOG, EVENT_LOG.TYPE, EVENT_LOG.CUSTOMER_ID, EVENT_LOG.PAYLOAD, EVENT_LOG.OCCURRED_AT);
            for (var one : pending.subList(from, Math.min(from + ROWS_PER_INSERT_MAX, pending.size()))) {
                insert = insert.values(
                        one.event().getClass().getSimpleName(),
                        one.event().customer().value(),
                        JSONB.valueOf(json.writeValueAsString(one.event())),
                        one.occurredAt());
            }
            insert.execute();
        }
    }

    private record Pending(Event event, Instant occurredAt) {}
}
