package io.kopeck.edge;

import io.kopeck.testing.TestPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** All tables of a database as the catalogue lists them: how many rows, the sum of each money column, and a hash of what they say. */
record DatabaseState(Map<String, String> tables) {

    /** Counters of tries and remembered answers, written by refused requests too. */
    private static final Set<String> MAY_CHANGE = Set.of("identity.throttle", "platform.idempotency");

    /** Notes of when something was last used. */
    private static final Set<String> NOTES = Set.of("identity.api_key.last_used_at", "identity.session.last_used_at");

    static DatabaseState of(TestPostgres.Database database) {
        try (var connection = DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password())) {
            var parts = new ArrayList<String>();
            columns(connection).forEach((table, columns) -> parts.add(query(table, columns)));
            var tables = new TreeMap<String, String>();
            try (var rows = connection.createStatement().executeQuery(String.join(" union all ", parts))) {
                while (rows.next()) {
                    tables.put(rows.getString(1), rows.getString(2));
                }
            }
            return new DatabaseState(tables);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The tables that differ, with what they said before and now. */
    Map<String, String> changesSince(DatabaseState before) {
        var changes = new TreeMap<String, String>();
        tables.forEach((table, now) -> {
            var then = before.tables.getOrDefault(table, "no such table");
            if (!then.equals(now)) {
                changes.put(table, then + " → " + now);
            }
        });
        return changes;
    }

    private static Map<String, List<String>> columns(Connection connection) throws SQLException {
        var tables = new LinkedHashMap<String, List<String>>();
        try (var rows = connection.createStatement().executeQuery("""
                select c.table_schema || '.' || c.table_name, c.column_name
                from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
                where t.table_type = 'BASE TABLE' and c.table_schema not in ('pg_catalog', 'information_schema')
                order by 1, c.ordinal_position""")) {
            while (rows.next()) {
                if (!MAY_CHANGE.contains(rows.getString(1))) {
                    tables.computeIfAbsent(rows.getString(1), _ -> new ArrayList<>()).add(rows.getString(2));
                }
            }
        }
        return tables;
    }

    private static String query(String table, List<String> columns) {
        var sums = columns.stream().filter(column -> column.endsWith("_minor"))
                .map(column -> " || ' " + column + "=' || coalesce(sum(" + column + "), 0)").collect(Collectors.joining());
        var told = columns.stream().filter(column -> !NOTES.contains(table + "." + column)).collect(Collectors.joining(", "));
        var row = "row(" + told + ")::text";
        return "select '%s', 'rows=' || count(*)%s || ' hash=' || coalesce(md5(string_agg(%s, '|' order by %s)), '') from %s"
                .formatted(table, sums, row, row, table);
    }
}
