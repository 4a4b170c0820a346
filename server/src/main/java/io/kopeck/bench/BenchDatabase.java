package io.kopeck.bench;

import io.kopeck.platform.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.flywaydb.core.Flyway;

/** An embedded PostgreSQL with its default, durable settings, and a way to make and copy databases in it. */
final class BenchDatabase implements AutoCloseable {

    private final EmbeddedPostgres server;

    /** @param settings PostgreSQL's, beside its defaults */
    BenchDatabase(Path directory, Map<String, String> settings) {
        this.server = EmbeddedPostgres.start(directory, settings);
    }

    String url(String database) {
        return server.jdbcUrl().replaceFirst("/[^/]+$", "/" + database);
    }

    String user() {
        return server.user();
    }

    String password() {
        return server.password();
    }

    /** Drops the database if it is there and makes it anew, migrated. */
    void create(String database) {
        drop(database);
        admin("create database " + database);
        Flyway.configure().dataSource(url(database), user(), password()).load().migrate();
    }

    void copy(String from, String to) {
        drop(to);
        admin("create database " + to + " template " + from);
    }

    void drop(String database) {
        admin("drop database if exists " + database + " with (force)");
    }

    /** Writes everything out, so that no run pays for the writes of the one before. */
    void checkpoint() {
        admin("checkpoint");
    }

    /** Runs a script of the {@code bench} folder with its placeholders filled in. */
    void script(String database, String name, Map<String, String> values) {
        try (var resource = BenchDatabase.class.getResourceAsStream("/bench/" + name)) {
            if (resource == null) {
                throw new IllegalStateException("no script " + name);
            }
            var sql = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
            for (var value : values.entrySet()) {
                sql = sql.replace("${" + value.getKey() + "}", value.getValue());
            }
            run(database, sql);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void run(String database, String sql) {
        try (var connection = open(database); var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One number. */
    double number(String database, String sql) {
        try (var connection = open(database); var statement = connection.createStatement(); var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getDouble(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void admin(String sql) {
        run("postgres", sql);
    }

    Connection open(String database) throws SQLException {
        return DriverManager.getConnection(url(database), user(), password());
    }

    @Override
    public void close() {
        server.close();
    }
}
