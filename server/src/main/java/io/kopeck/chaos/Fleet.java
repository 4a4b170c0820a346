package io.kopeck.chaos;

import io.kopeck.platform.postgres.EmbeddedPostgres;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** PostgreSQL, the sandbox and the servers, each a process that can be killed and started again on its old port. */
final class Fleet implements AutoCloseable {

    private static final String APPLICATION = "io.kopeck.KopeckApplication";

    static final String SUPERUSER = "admin@kopeck.local";
    static final String SUPERUSER_PASSWORD = "chaos-superuser-password";

    private final Programs programs;
    private final Web web = new Web();
    private final int databasePort = ChildProcess.freePort();
    private final int sandboxPort = ChildProcess.freePort();
    private final int smtpPort = ChildProcess.freePort();
    private final List<Integer> ports = new ArrayList<>();
    private final AtomicReferenceArray<@Nullable ChildProcess> nodes;
    private volatile EmbeddedPostgres database;
    private @Nullable ChildProcess sandbox;

    private Fleet(Programs programs, int size) {
        this.programs = programs;
        this.nodes = new AtomicReferenceArray<>(size);
        for (int i = 0; i < size; i++) {
            ports.add(ChildProcess.freePort());
        }
        this.database = startDatabase();
    }

    /** Starts everything; when this returns all of it answers. */
    static Fleet start(Programs programs, int size) {
        var fleet = new Fleet(programs, size);
        try {
            fleet.startSandbox();
            for (int i = 0; i < size; i++) {
                fleet.startNode(i);
            }
            return fleet;
        } catch (RuntimeException e) {
            fleet.close();
            throw e;
        }
    }

    int size() {
        return ports.size();
    }

    URI node(int index) {
        return URI.create("http://127.0.0.1:" + ports.get(index));
    }

    URI sandbox() {
        return URI.create("http://127.0.0.1:" + sandboxPort);
    }

    Database database() {
        return new Database(database.jdbcUrl(), database.user(), database.password());
    }

    boolean answers(int index) {
        return nodes.get(index) != null
                && web.send("GET", node(index).resolve("/actuator/health"), null, Map.of(), Duration.ofSeconds(5)).status() == 200;
    }

    /** Kills the server if it runs, and starts it again; returns when it answers. */
    void startNode(int index) {
        killNode(index);
        var process = ChildProcess.java("node " + index, programs.directory().resolve("node-" + index + ".log"),
                programs.server(), List.of(APPLICATION), serverEnvironment(ports.get(index)));
        nodes.set(index, process);
        process.await(() -> answers(index));
    }

    void killNode(int index) {
        var running = nodes.getAndSet(index, null);
        if (running != null) {
            running.kill();
        }
    }

    /** Lets PostgreSQL crash and recover. */
    void crashDatabase() {
        database.kill();
        database = startDatabase();
    }

    /** Runs one of the server's commands to its end; its output goes to {@code command.log}. */
    int command(String... words) {
        return ChildProcess.java(words[0], commandLog(), programs.server(),
                Stream.concat(Stream.of(APPLICATION), Stream.of(words)).toList(),
                serverEnvironment(0)).join();
    }

    Path commandLog() {
        return programs.directory().resolve("command.log");
    }

    private EmbeddedPostgres startDatabase() {
        return EmbeddedPostgres.start(programs.directory().resolve("postgres"), databasePort, Map.of("max_connections", "200"));
    }

    private void startSandbox() {
        sandbox = ChildProcess.java("the sandbox", programs.directory().resolve("sandbox.log"), programs.sandbox(),
                List.of("io.kopeck.sandbox.SandboxMain"), Map.of(
                        "SANDBOX_PORT", Integer.toString(sandboxPort), "SANDBOX_SMTP_PORT", Integer.toString(smtpPort),
                        "PORT", ports.getFirst().toString(), "SANDBOX_DATA", ""));
        sandbox.await(() -> web.get(sandbox().resolve("/control/health"), Map.of()).ok());
    }

    private Map<String, String> serverEnvironment(int port) {
        var environment = new HashMap<>(Map.of(
                "PORT", Integer.toString(port),
                "DATABASE_URL", database.jdbcUrl(),
                "POSTGRES_USER", database.user(),
                "POSTGRES_PASSWORD", database.password(),
                "SMTP_PORT", Integer.toString(smtpPort),
                "SUPERUSER_EMAIL", SUPERUSER,
                "SUPERUSER_PASSWORD", SUPERUSER_PASSWORD,
                "LOG_LEVEL", "WARN"));
        environment.put("YOOKASSA_API_URL", sandbox().resolve("/yookassa/v3").toString());
        environment.put("CLOUDPAYMENTS_API_URL", sandbox().resolve("/cloudpayments").toString());
        environment.put("ROBOKASSA_API_URL", sandbox().resolve("/robokassa").toString());
        environment.put("KOPECK_CONFIG_DIR", programs.directory().toString());
        environment.put("KOPECK_DATA_DIR", programs.directory().toString());
        return environment;
    }

    @Override
    public void close() {
        for (int i = 0; i < size(); i++) {
            killNode(i);
        }
        if (sandbox != null) {
            sandbox.kill();
        }
        database.close();
    }

    /**
     * What is started.
     *
     * @param directory where data and logs go
     * @param server class path of the server
     * @param sandbox class path of the sandbox
     */
    record Programs(Path directory, String server, String sandbox) {}
}
