package io.kopeck.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads the servers' database from outside, with the queries of the {@code chaos} folder. */
record Database(String url, String user, String password) {

    /** The rows that a query of the folder gives. */
    <T> List<T> rows(String query, Row<T> row) {
        try (var connection = DriverManager.getConnection(url, user, password);
                var statement = connection.createStatement();
                var results = statement.executeQuery(text(query))) {
            var rows = new ArrayList<T>();
            while (results.next()) {
                rows.add(row.read(results));
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException("the query " + query + " failed", e);
        }
    }

    long number(String query) {
        return rows(query, row -> row.getLong(1)).getFirst();
    }

    private static String text(String query) {
        try (var resource = Database.class.getResourceAsStream("/chaos/" + query + ".sql")) {
            if (resource == null) {
                throw new IllegalStateException("no query " + query);
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return "Database[" + url + "]";
    }

    /** Makes something of one row. */
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }
}
