package io.kopeck.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Plain SQL on a test's database, past all code. */
public final class Sql {

    private final TestPostgres.Database database;

    public Sql(TestPostgres.Database database) {
        this.database = database;
    }

    /** The rows of a query, mapped. */
    public <T> List<T> rows(String sql, Mapper<T> mapper, Object... values) {
        try (var connection = connect(); var statement = prepare(connection, sql, values); var result = statement.executeQuery()) {
            var rows = new ArrayList<T>();
            while (result.next()) {
                rows.add(mapper.map(result));
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** The one number that a query answers. */
    public long number(String sql, Object... values) {
        return rows(sql, row -> row.getLong(1), values).getFirst();
    }

    /**
     * Changes rows and answers how many.
     *
     * @throws SQLException when the database refuses it
     */
    public int tryChange(String sql, Object... values) throws SQLException {
        try (var connection = connect(); var statement = prepare(connection, sql, values)) {
            return statement.executeUpdate();
        }
    }

    /** Changes rows and answers how many. */
    public int change(String sql, Object... values) {
        try {
            return tryChange(sql, values);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... values) throws SQLException {
        var statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    /** Reads one row. */
    public interface Mapper<T> {
        T map(ResultSet row) throws SQLException;
    }
}
