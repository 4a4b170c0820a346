package io.kopeck.testing;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** Reads one customer's events, so that a journey can name exactly those that must have followed. */
public final class EventProbe {

    private final Platform platform;
    private final UUID customer;
    private long seen;

    public EventProbe(Platform platform, UUID customer) {
        this.platform = platform;
        this.customer = customer;
    }

    /** The types of the events since the last call, in order. */
    public List<String> fresh() {
        var database = platform.database();
        try (var connection = DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                var statement = connection.prepareStatement(
                        "select sequence, type from platform.event_log where customer_id = ? and sequence > ? order by sequence")) {
            statement.setObject(1, customer);
            statement.setLong(2, seen);
            var types = new ArrayList<String>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    seen = rows.getLong(1);
                    types.add(rows.getString(2));
                }
            }
            return types;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Passes when exactly these happened since the last call, in this order. */
    public void expectExactly(String... types) {
        var fresh = fresh();
        if (!fresh.equals(Arrays.asList(types))) {
            throw new AssertionError("expected events " + Arrays.asList(types) + " but there were " + fresh);
        }
    }
}
