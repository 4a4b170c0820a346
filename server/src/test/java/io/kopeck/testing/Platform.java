package io.kopeck.testing;

import io.kopeck.KopeckApplication;
import io.kopeck.api.sandbox.TimeMachine;
import io.kopeck.platform.jobs.Job;
import io.kopeck.platform.jobs.Jobs;
import io.kopeck.sandbox.Sandbox;
import io.kopeck.sandbox.SandboxOptions;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The whole platform, running: server on a free port, sandbox beside it, a database of its own, jobs driven by hand.
 *
 * <p>Most tests share {@link #shared()}, started once per run; each works with customers of its own.
 */
public final class Platform implements Installation, AutoCloseable {

    private static final class Shared {
        private static final Platform INSTANCE = start(Map.of());
    }

    private final Sandbox sandbox;
    private final TestPostgres.Database database;
    private final ConfigurableApplicationContext context;
    private final boolean ownsSandbox;

    private Platform(
            Sandbox sandbox, TestPostgres.Database database, ConfigurableApplicationContext context, boolean ownsSandbox) {
        this.sandbox = sandbox;
        this.database = database;
        this.context = context;
        this.ownsSandbox = ownsSandbox;
    }

    public static Platform shared() {
        return Shared.INSTANCE;
    }

    /** Starts one of its own, with further properties. */
    public static Platform start(Map<String, String> properties) {
        var sandbox = Sandbox.start(SandboxOptions.defaults());
        var database = TestPostgres.fresh();
        return new Platform(sandbox, database, startServer(sandbox, database, properties), true);
    }

    /** Starts a server on a sandbox and a database that are there already and outlive it. Notifications come to it now. */
    public static Platform on(Sandbox sandbox, TestPostgres.Database database, Map<String, String> properties) {
        return new Platform(sandbox, database, startServer(sandbox, database, properties), false);
    }

    /** Starts another node of this platform. */
    public Platform another(Map<String, String> properties) {
        return on(sandbox, database, properties);
    }

    private static ConfigurableApplicationContext startServer(
            Sandbox sandbox, TestPostgres.Database database, Map<String, String> properties) {
        var arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--DATABASE_URL=" + database.jdbcUrl(),
                "--POSTGRES_USER=" + database.user(),
                "--POSTGRES_PASSWORD=" + database.password(),
                "--YOOKASSA_API_URL=" + sandbox.baseUri().resolve("/yookassa/v3"),
                "--CLOUDPAYMENTS_API_URL=" + sandbox.baseUri().resolve("/cloudpayments"),
                "--ROBOKASSA_API_URL=" + sandbox.baseUri().resolve("/robokassa"),
                "--SMTP_PORT=" + sandbox.smtpPort(),
                "--SUPERUSER_EMAIL=root@kopeck.test",
                "--SUPERUSER_PASSWORD=root-password-1",
                "--kopeck.jobs.enabled=false"));
        properties.forEach((name, value) -> arguments.add("--" + name + "=" + value));
        var context = new SpringApplication(KopeckApplication.class).run(arguments.toArray(String[]::new));
        var port = context.getEnvironment().getRequiredProperty("local.server.port");
        for (var provider : List.of("yookassa", "cloudpayments", "robokassa")) {
            var address = "http://127.0.0.1:" + port + "/api/v1/webhooks/" + provider;
            new Http(sandbox.baseUri()).post("/control/config", Map.of("provider", provider, "webhook_url", address)).expect(200);
        }
        return context;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public <T> Collection<T> beans(Class<T> type) {
        return context.getBeansOfType(type).values();
    }

    public <T> T bean(String name, Class<T> type) {
        return context.getBean(name, type);
    }

    public URI baseUri() {
        return URI.create("http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    @Override
    public Http http() {
        return new Http(baseUri());
    }

    @Override
    public SandboxControl sandbox() {
        return new SandboxControl(sandbox.baseUri());
    }

    @Override
    public TestPostgres.Database database() {
        return database;
    }

    public Instant now() {
        return bean(Clock.class).instant();
    }

    /** Moves time forward; everything due on the way is done when this returns. */
    public void advance(Duration distance) {
        bean(TimeMachine.class).advance(distance);
    }

    /** Runs one job on this node; answers how many items it handled. */
    public int runJob(String name) {
        return context.getBeansOfType(Job.class).values().stream()
                .filter(job -> job.name().equals(name))
                .findFirst()
                .orElseThrow()
                .runOnce();
    }

    /** Does everything that is due now, notifications included. */
    @Override
    public void settleDown() {
        sandbox().http().post("/control/webhooks/flush", Map.of()).expect(200);
        bean(Jobs.class).runToRest();
    }

    @Override
    public void close() {
        context.close();
        if (ownsSandbox) {
            sandbox.close();
        }
    }
}
