package io.kopeck.chaos;

import io.kopeck.chaos.Finding.Kind;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Reads the event log while it grows, as any consumer may: what transactions older than the horizon have written, and
 * never again. In the end it must have seen every event once. Its position is written in the same transaction, since a
 * crash of the database may give the numbers of transactions that left no trace to new ones.
 */
final class EventTail implements AutoCloseable {

    private static final long PAUSE_MILLIS = 300;

    private final Supplier<Database> database;
    private final ScheduledExecutorService reader = Executors.newScheduledThreadPool(1);
    private final Set<Long> seen = new HashSet<>();
    private final List<Finding> findings = new ArrayList<>();

    private EventTail(Supplier<Database> database) {
        this.database = database;
    }

    static EventTail start(Supplier<Database> database) {
        var tail = new EventTail(database);
        tail.prepare();
        tail.reader.scheduleWithFixedDelay(tail::readQuietly, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        return tail;
    }

    private void prepare() {
        try (var connection = open(); var statement = connection.createStatement()) {
            statement.execute("create schema chaos; create table chaos.tail (up_to bigint not null); insert into chaos.tail values (0)");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** While the database is down there is nothing to read; the next time goes on where the last one ended. */
    private synchronized void readQuietly() {
        try {
            read();
        } catch (SQLException e) {
            // read again in a moment
        }
    }

    private void read() throws SQLException {
        try (var connection = open()) {
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.execute("update chaos.tail set up_to = up_to");
                long from = number(connection, "select up_to from chaos.tail");
                long horizon = number(connection, "select platform.event_horizon()");
                var batch = new ArrayList<Long>();
                try (var rows = statement.executeQuery(
                        "select sequence from platform.event_log where xid >= " + from + " and xid < " + horizon)) {
                    while (rows.next()) {
                        batch.add(rows.getLong(1));
                    }
                }
                statement.execute("update chaos.tail set up_to = " + Math.max(from, horizon));
                connection.commit();
                batch.stream().filter(sequence -> !seen.add(sequence)).forEach(sequence ->
                        findings.add(new Finding(Kind.EVENT_SKIPPED, "event " + sequence + " came twice")));
            }
        }
    }

    /** What was wrong, once nothing is written any more. */
    synchronized List<Finding> findings() {
        try (var connection = open(); var statement = connection.createStatement()) {
            read();
            try (var rows = statement.executeQuery("select sequence from platform.event_log")) {
                while (rows.next()) {
                    if (!seen.contains(rows.getLong(1))) {
                        findings.add(new Finding(Kind.EVENT_SKIPPED, "event " + rows.getLong(1) + " was never seen"));
                    }
                }
            }
            return List.copyOf(findings);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    synchronized int seen() {
        return seen.size();
    }

    private static long number(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement(); var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private Connection open() throws SQLException {
        var where = database.get();
        return DriverManager.getConnection(where.url(), where.user(), where.password());
    }

    @Override
    public void close() {
        reader.shutdownNow();
    }
}
