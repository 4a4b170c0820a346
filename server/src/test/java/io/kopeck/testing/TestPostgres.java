package io.kopeck.testing;

import io.kopeck.platform.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;

/**
 * One real PostgreSQL for the whole test run, with a migrated template from which each caller gets a database of its own.
 *
 * <p>Durability is off and the server's time zone is not UTC, so that nothing depends on either.
 */
public final class TestPostgres {

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final EmbeddedPostgres SERVER = start();

    private TestPostgres() {}

    /** Creates a migrated database and returns where it is. */
    public static Database fresh() {
        var name = "test_" + COUNT.incrementAndGet();
        execute("create database " + name + " template kopeck_template");
        return database(name);
    }

    /** Creates a database without any tables. */
    public static Database empty() {
        var name = "empty_" + COUNT.incrementAndGet();
        execute("create database " + name);
        return database(name);
    }

    private static synchronized Database database(String name) {
        return new Database(url(name), SERVER.user(), SERVER.password());
    }

    private static EmbeddedPostgres start() {
        try {
            var directory = Files.createTempDirectory("kopeck-test-postgres");
            var server = EmbeddedPostgres.start(directory, Map.of(
                    "fsync", "off", "synchronous_commit", "off", "full_page_writes", "off",
                    "timezone", "America/St_Johns", "max_connections", "300"));
            Runtime.getRuntime().addShutdownHook(new Thread(server::kill));
            try (var connection = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password())) {
                connection.createStatement().execute("create database kopeck_template");
            }
            var template = server.jdbcUrl().replaceFirst("/postgres$", "/kopeck_template");
            Flyway.configure().dataSource(template, server.user(), server.password()).load().migrate();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String url(String database) {
        return SERVER.jdbcUrl().replaceFirst("/postgres$", "/" + database);
    }

    private static void execute(String sql) {
        try (var connection = DriverManager.getConnection(SERVER.jdbcUrl(), SERVER.user(), SERVER.password())) {
            connection.createStatement().execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Where a test's database is. */
    public record Database(String jdbcUrl, String user, String password) {}
}
