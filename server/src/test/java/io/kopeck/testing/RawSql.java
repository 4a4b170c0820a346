package io.kopeck.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** SQL that bypasses the code under test and tells what the database refused. */
public final class RawSql {

    private final TestPostgres.Database database;

    public RawSql(TestPostgres.Database database) {
        this.database = database;
    }

    /** A connection of its own, to be closed by the caller. */
    public Connection connect() {
        try {
            return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Executes and commits one statement; returns how many rows it changed.
     *
     * @throws Refusal when the database refuses it
     */
    public int run(String sql, Object... parameters) {
        try (var connection = connect(); var statement = prepare(connection, sql, parameters)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new Refusal(e);
        }
    }

    /** The first column of every row, as text. */
    public List<String> texts(String sql, Object... parameters) {
        try (var connection = connect(); var statement = prepare(connection, sql, parameters); var rows = statement.executeQuery()) {
            var texts = new ArrayList<String>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        } catch (SQLException e) {
            throw new Refusal(e);
        }
    }

    /** The first column of the only row, as text. */
    public String text(String sql, Object... parameters) {
        var texts = texts(sql, parameters);
        if (texts.size() != 1) {
            throw new AssertionError(texts.size() + " rows instead of one: " + sql);
        }
        return texts.getFirst();
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... parameters) throws SQLException {
        var statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }

    /** The database refused. The message names the constraint or has the trigger's words. */
    public static final class Refusal extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Refusal(SQLException cause) {
            super(cause.getMessage(), cause);
        }
    }
}
