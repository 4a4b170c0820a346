package io.kopeck.platform.events;

import static io.kopeck.platform.internal.db.Tables.EVENT_CURSOR;
import static io.kopeck.platform.internal.db.Tables.EVENT_LOG;
import static io.kopeck.platform.internal.db.Tables.EVENT_SET_ASIDE;

import io.kopeck.platform.internal.db.Routines;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The cursors' SQL. A cursor walks windows of finished transactions: everything committed by transactions from
 * {@code fromXid} up to {@code toXid} is final, and inside such a window the sequence number gives the order.
 *
 * <p>Reading by sequence number alone would skip a transaction that took its number early and commits late; reading by
 * transaction alone would put effects before causes. See docs/decisions/0004-event-log.md.
 */
@Component
class CursorStore {

    private final DSLContext db;
    private final JsonMapper json;

    CursorStore(DSLContext db, JsonMapper json) {
        this.db = db;
        this.json = json;
    }

    /** The position of a cursor, locked; empty when another node is reading with it. */
    Optional<Position> claim(String consumer) {
        db.insertInto(EVENT_CURSOR, EVENT_CURSOR.CONSUMER).values(consumer).onConflictDoNothing().execute();
        return db.select(EVENT_CURSOR.FROM_XID, EVENT_CURSOR.TO_XID, EVENT_CURSOR.LAST_SEQUENCE)
                .from(EVENT_CURSOR)
                .where(EVENT_CURSOR.CONSUMER.eq(consumer))
                .forUpdate()
                .skipLocked()
                .fetchOptional(row -> new Position(row.value1(), row.value2(), row.value3()));
    }

    Batch read(Position at, EventConsumer consumer, int max) {
        var types = consumer.types().stream().collect(Collectors.toMap(Class::getSimpleName, Function.identity()));
        var events = window(at, types, max);
        if (events.size() == max) {
            return new Batch(events, at.after(events.getLast().sequence()));
        }
        var horizon = Routines.eventHorizon(db.configuration());
        if (!events.isEmpty() || horizon <= at.toXid()) {
            return new Batch(events, events.isEmpty() ? at : at.after(events.getLast().sequence()));
        }
        var next = new Position(at.toXid(), horizon, 0);
        var further = window(next, types, max);
        return new Batch(further, further.isEmpty() ? next : next.after(further.getLast().sequence()));
    }

    private List<RecordedEvent> window(Position at, Map<String, Class<? extends Event>> types, int max) {
        return db
                .select(EVENT_LOG.SEQUENCE, EVENT_LOG.TYPE, EVENT_LOG.PAYLOAD, EVENT_LOG.OCCURRED_AT)
                .from(EVENT_LOG)
                .where(EVENT_LOG.XID.ge(at.fromXid()))
                .and(EVENT_LOG.XID.lt(at.toXid()))
                .and(EVENT_LOG.SEQUENCE.gt(at.lastSequence()))
                .and(EVENT_LOG.TYPE.in(types.keySet()))
                .orderBy(EVENT_LOG.SEQUENCE)
                .limit(max)
                .fetch(row -> new RecordedEvent(
                        row.value1(), json.readValue(row.value3().data(), types.get(row.value2())), row.value4()))
                .stream()
                .sorted(Comparator.comparingLong(RecordedEvent::sequence))
                .toList();
    }

    /** The next event of the window, unread: it may be one that cannot be read. */
    Optional<Long> nextSequence(Position at, EventConsumer consumer) {
        return db.select(EVENT_LOG.SEQUENCE)
                .from(EVENT_LOG)
                .where(EVENT_LOG.XID.ge(at.fromXid()))
                .and(EVENT_LOG.XID.lt(at.toXid()))
                .and(EVENT_LOG.SEQUENCE.gt(at.lastSequence()))
                .and(EVENT_LOG.TYPE.in(consumer.types().stream().map(Class::getSimpleName).toList()))
                .orderBy(EVENT_LOG.SEQUENCE)
                .limit(1)
                .fetchOptional(EVENT_LOG.SEQUENCE);
    }

    void advance(String consumer, Position next, Instant now) {
        db.update(EVENT_CURSOR)
                .set(EVENT_CURSOR.FROM_XID, next.fromXid())
                .set(EVENT_CURSOR.TO_XID, next.toXid())
                .set(EVENT_CURSOR.LAST_SEQUENCE, next.lastSequence())
                .set(EVENT_CURSOR.FAILURES, 0)
                .set(EVENT_CURSOR.ADVANCED_AT, now)
                .where(EVENT_CURSOR.CONSUMER.eq(consumer))
                .execute();
    }

    int countFailure(String consumer) {
        return db.update(EVENT_CURSOR)
                .set(EVENT_CURSOR.FAILURES, EVENT_CURSOR.FAILURES.plus(1))
                .where(EVENT_CURSOR.CONSUMER.eq(consumer))
                .returning(EVENT_CURSOR.FAILURES)
                .fetchOptional(EVENT_CURSOR.FAILURES)
                .orElse(0);
    }

    void setAside(String consumer, long sequence, String cause) {
        db.insertInto(EVENT_SET_ASIDE, EVENT_SET_ASIDE.CONSUMER, EVENT_SET_ASIDE.SEQUENCE, EVENT_SET_ASIDE.CAUSE)
                .values(consumer, sequence, cause)
                .onConflictDoNothing()
                .execute();
    }

    /** Where a cursor stands: reading transactions {@code [fromXid, toXid)}, behind {@code lastSequence}. */
    record Position(long fromXid, long toXid, long lastSequence) {

        Position after(long sequence) {
            return new Position(fromXid, toXid, sequence);
        }
    }

    /** What was read, and where the cursor stands once it is handled. */
    record Batch(List<RecordedEvent> events, Position next) {}
}
