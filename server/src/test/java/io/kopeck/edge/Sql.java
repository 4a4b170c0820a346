package io.kopeck.edge;

import io.kopeck.testing.Platform;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Looks into a platform's database, and plants there what no honest acquirer would send. */
final class Sql {

    private Sql() {}

    static String text(Platform platform, String query) {
        return texts(platform, query).getFirst();
    }

    static List<String> texts(Platform platform, String query) {
        var database = platform.database();
        try (var connection = DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                var rows = connection.createStatement().executeQuery(query)) {
            var texts = new ArrayList<String>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static int update(Platform platform, String statement) {
        var database = platform.database();
        try (var connection = DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password())) {
            return connection.createStatement().executeUpdate(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
