package io.kopeck.commands.internal;

import io.kopeck.sandbox.Sandbox;
import io.kopeck.sandbox.SandboxOptions;
import io.kopeck.testing.Customer;
import io.kopeck.testing.Journey;
import io.kopeck.testing.Platform;
import io.kopeck.testing.TestPostgres;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A database in which something happened: cards bound, a subscription sold and renewed, one returned, one on trial. The
 * server is gone; database and sandbox are as it left them.
 */
final class PlayedBooks {

    private static final AtomicInteger COPIES = new AtomicInteger();
    private static final Sandbox SANDBOX = Sandbox.start(SandboxOptions.defaults());
    private static final TestPostgres.Database ORIGINAL = play();

    private PlayedBooks() {}

    /** A copy, to falsify. */
    static TestPostgres.Database copy() {
        var name = "played_" + COPIES.incrementAndGet();
        var admin = ORIGINAL.jdbcUrl().replaceFirst("/[^/]+$", "/postgres");
        try (var connection = DriverManager.getConnection(admin, ORIGINAL.user(), ORIGINAL.password());
                var statement = connection.createStatement()) {
            statement.execute("create database " + name + " template " + ORIGINAL.jdbcUrl().replaceFirst(".*/", ""));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new TestPostgres.Database(ORIGINAL.jdbcUrl().replaceFirst("/[^/]+$", "/" + name), ORIGINAL.user(), ORIGINAL.password());
    }

    /** How a command is told of the database and the sandbox. */
    static List<String> settings(TestPostgres.Database database) {
        return List.of(
                "--DATABASE_URL=" + database.jdbcUrl(), "--POSTGRES_USER=" + database.user(),
                "--POSTGRES_PASSWORD=" + database.password(), "--YOOKASSA_API_URL=" + SANDBOX.baseUri().resolve("/yookassa/v3"),
                "--CLOUDPAYMENTS_API_URL=" + SANDBOX.baseUri().resolve("/cloudpayments"),
                "--ROBOKASSA_API_URL=" + SANDBOX.baseUri().resolve("/robokassa"));
    }

    private static TestPostgres.Database play() {
        Runtime.getRuntime().addShutdownHook(new Thread(SANDBOX::close));
        var database = TestPostgres.fresh();
        try (var platform = Platform.on(SANDBOX, database, Map.of())) {
            Journey.subscribed(platform, Customer.GOOD_CARD);
            platform.advance(Duration.ofDays(8));
            var onTrial = Journey.begin(platform);
            onTrial.subscribe(Customer.MONTH_WITH_TRIAL, onTrial.bind(Customer.GOOD_CARD)).expect(201);
            Journey.subscribed(platform, Customer.OTHER_GOOD_CARD).cancel().expect(200);
            platform.settleDown();
            operate(platform);
        }
        return database;
    }

    /** A bot's user: a free operation, one returned, and one held. */
    private static void operate(Platform platform) {
        var staff = platform.http().post("/api/v1/user/login", Map.of("email", "root@kopeck.test", "password", "root-password-1")).expect(200);
        var key = platform.http().with("Authorization", "Bearer " + staff.text("access_token"))
                .post("/api/v1/user/api-keys", Map.of("name", "bot", "scopes", List.of("wallet"))).expect(201).text("key");
        var bot = platform.http().with("Authorization", "Bearer " + key);
        bot.put("/api/v1/wallet/users/1", null).expect(201);
        bot.post("/api/v1/wallet/operations", operation("free")).expect(201);
        var returned = bot.post("/api/v1/wallet/operations", operation("returned")).expect(201).text("operation_id");
        bot.post("/api/v1/wallet/operations/" + returned + "/refund", null).expect(200);
        bot.post("/api/v1/wallet/holds", operation("held")).expect(201);
    }

    private static Map<String, Object> operation(String task) {
        return Map.of("telegram_id", 1, "type", "generate", "task_id", task);
    }
}
