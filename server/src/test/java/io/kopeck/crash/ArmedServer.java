package io.kopeck.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.KopeckApplication;
import io.kopeck.platform.crash.CrashPoint;
import io.kopeck.sandbox.Sandbox;
import io.kopeck.testing.Await;
import io.kopeck.testing.Http;
import io.kopeck.testing.Installation;
import io.kopeck.testing.SandboxControl;
import io.kopeck.testing.TestPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A server in a process of its own that kills itself at one point. It idles until it is asked something. */
final class ArmedServer implements Installation, AutoCloseable {

    private static final int KILLED = 128 + 9;
    private static final Duration START_MAX = Duration.ofMinutes(3);

    private final CrashPoint point;
    private final SandboxControl sandbox;
    private final TestPostgres.Database database;
    private final URI base;
    private final Path log;
    private final Process process;

    private ArmedServer(
            CrashPoint point, SandboxControl sandbox, TestPostgres.Database database, URI base, Path log, Process process) {
        this.point = point;
        this.sandbox = sandbox;
        this.database = database;
        this.base = base;
        this.log = log;
        this.process = process;
    }

    /** Begins to start one; {@link #awaitReady} waits for it. */
    static ArmedServer start(Sandbox sandbox, TestPostgres.Database database, CrashPoint point) {
        try {
            int port = freePort();
            var log = Files.createTempFile("kopeck-crash-", ".log");
            var builder = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-Xmx256m",
                    "-cp", System.getProperty("java.class.path"), KopeckApplication.class.getName(),
                    "--kopeck.jobs.enabled=false", "--springdoc.api-docs.enabled=false", "--springdoc.swagger-ui.enabled=false");
            builder.environment().putAll(Map.of(
                    "KOPECK_CRASH_AT", point.name(),
                    "PORT", String.valueOf(port),
                    "DATABASE_URL", database.jdbcUrl(),
                    "POSTGRES_USER", database.user(),
                    "POSTGRES_PASSWORD", database.password(),
                    "YOOKASSA_API_URL", sandbox.baseUri().resolve("/yookassa/v3").toString(),
                    "SMTP_PORT", String.valueOf(sandbox.smtpPort()),
                    "LOG_LEVEL", "WARN"));
            var process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
            return new ArmedServer(point, new SandboxControl(sandbox.baseUri()), database,
                    URI.create("http://127.0.0.1:" + port), log, process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    CrashPoint point() {
        return point;
    }

    /** Waits until it answers; from then on the acquirer's notifications come to it. */
    void awaitReady() {
        Await.until("the armed server answers", START_MAX, () -> {
            if (!process.isAlive()) {
                throw new AssertionError("the armed server did not start: " + log());
            }
            return answers();
        });
        sandbox.http().post("/control/config", Map.of("webhook_url", base.resolve("/api/v1/webhooks/yookassa").toString())).expect(200);
    }

    private boolean answers() {
        try {
            return http().get("/actuator/health").status() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** Passes when it was killed by SIGKILL, at its point. */
    void expectKilled() {
        try {
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("the server passed " + point + "\n" + log()).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        assertThat(process.exitValue()).as("exit status\n" + log()).isEqualTo(KILLED);
        assertThat(log()).anyMatch(line -> line.contains("event=crash_point point=" + point));
    }

    private List<String> log() {
        try {
            return Files.readAllLines(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public Http http() {
        return new Http(base);
    }

    @Override
    public SandboxControl sandbox() {
        return sandbox;
    }

    @Override
    public TestPostgres.Database database() {
        return database;
    }

    @Override
    public void settleDown() {
        http().post("/sandbox/clock", Map.of("advance", "PT0S")).expect(200);
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
            Files.deleteIfExists(log);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
