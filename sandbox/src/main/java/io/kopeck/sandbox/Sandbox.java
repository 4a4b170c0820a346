package io.kopeck.sandbox;

import io.kopeck.sandbox.acquirer.Acquirer;
import io.kopeck.sandbox.checkout.CheckoutPages;
import io.kopeck.sandbox.checkout.IndexPage;
import io.kopeck.sandbox.cloudpayments.CloudPayments;
import io.kopeck.sandbox.control.Acquirers;
import io.kopeck.sandbox.control.ControlApi;
import io.kopeck.sandbox.control.TimeMachine;
import io.kopeck.sandbox.engine.CallCounters;
import io.kopeck.sandbox.engine.Faults;
import io.kopeck.sandbox.engine.Journal;
import io.kopeck.sandbox.engine.SandboxClock;
import io.kopeck.sandbox.engine.Webhooks;
import io.kopeck.sandbox.http.Endpoint;
import io.kopeck.sandbox.http.WebServer;
import io.kopeck.sandbox.mail.MailCatcher;
import io.kopeck.sandbox.mail.Mailbox;
import io.kopeck.sandbox.robokassa.Robokassa;
import io.kopeck.sandbox.yookassa.Shop;
import io.kopeck.sandbox.yookassa.YooKassa;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A running stand-in for the payment acquirer, on loopback. Start it in-process for tests or as a program ({@link
 * SandboxMain}); both behave alike.
 */
public final class Sandbox implements AutoCloseable {

    private final WebServer server;
    private final @Nullable MailCatcher mail;
    private final Deque<AutoCloseable> parts;

    private Sandbox(WebServer server, @Nullable MailCatcher mail, Deque<AutoCloseable> parts) {
        this.server = server;
        this.mail = mail;
        this.parts = parts;
    }

    /**
     * Starts a sandbox; when this returns it answers.
     *
     * @throws java.io.UncheckedIOException when a port is taken or the data directory cannot be used
     * @throws IllegalStateException when another sandbox uses the data directory, or its journal is damaged
     */
    public static Sandbox start(SandboxOptions options) {
        var parts = new ArrayDeque<AutoCloseable>();
        try {
            return start(options, parts);
        } catch (RuntimeException e) {
            closeAll(parts);
            throw e;
        }
    }

    private static Sandbox start(SandboxOptions options, Deque<AutoCloseable> parts) {
        var clock = new SandboxClock(options.startAt());
        var journal = options.dataDir() == null ? Journal.inMemory() : Journal.open(options.dataDir());
        parts.push(journal);
        var faults = new Faults();
        var counters = new CallCounters();
        var mailbox = new Mailbox();
        var webhooks = new Webhooks(clock, faults, journal);
        parts.push(webhooks);

        var shop = new Shop(options.shopId(), options.secretKey(),
                new Shop.Settings(options.webhookUrl(), options.recurring(), options.fiscalization()));
        var yooKassa = new YooKassa(shop, clock, journal, webhooks, faults, counters, options.objectsMax());
        var cloudPayments = new CloudPayments(options.cloudPayments(), options.recurring(), options.fiscalization(), clock, journal, webhooks, faults,
                counters, options.objectsMax());
        var robokassa = new Robokassa(options.robokassa(), options.recurring(), options.fiscalization(), clock, journal, webhooks, faults, counters,
                options.objectsMax());
        List<Acquirer> played = List.of(yooKassa, cloudPayments, robokassa);

        var acquirers = new Acquirers(played);
        played.forEach(acquirer -> webhooks.register(acquirer.name(), acquirer.webhooks()));
        var time = new TimeMachine(clock, acquirers, webhooks, journal);
        parts.push(time);
        remember(journal, played, time, webhooks);

        var endpoints = new HashMap<String, Endpoint>();
        played.forEach(acquirer -> endpoints.put(acquirer.name(), acquirer.api()));
        endpoints.put("checkout", new CheckoutPages(played, clock::now));
        endpoints.put("control", new ControlApi(acquirers, time, clock, faults, webhooks, counters, mailbox));
        endpoints.put("", new IndexPage());
        var server = WebServer.start(options.port(), Map.copyOf(endpoints));
        parts.push(server);
        var publicUrl = options.publicUrl() != null ? options.publicUrl().toString().replaceAll("/+$", "") : "http://127.0.0.1:" + server.port();
        yooKassa.publishAt(publicUrl);
        cloudPayments.publishAt(publicUrl);
        robokassa.publishAt(publicUrl);

        var mail = options.smtpPort() < 0 ? null : MailCatcher.start(options.smtpPort(), mailbox, clock::now);
        if (mail != null) {
            parts.push(mail);
        }
        webhooks.start();
        time.start();
        return new Sandbox(server, mail, parts);
    }

    /** Brings back what the journal holds. */
    private static void remember(Journal journal, List<Acquirer> played, TimeMachine time, Webhooks webhooks) {
        journal.replay((kind, value) -> {
            boolean known = time.restore(kind, value)
                    || webhooks.restore(kind, value, (provider, event, objectId) -> named(played, provider).notificationBody(event, objectId))
                    || played.stream().anyMatch(acquirer -> acquirer.restore(kind, value));
            if (!known) {
                throw new IllegalStateException("unknown kind " + kind);
            }
        });
        if (journal.isLarge()) {
            journal.compact(facts -> {
                facts.accept(time.snapshot());
                played.forEach(acquirer -> acquirer.snapshot(facts));
                webhooks.snapshot(facts);
            });
        }
        journal.start();
    }

    private static Acquirer named(List<Acquirer> played, String name) {
        return played.stream().filter(acquirer -> acquirer.name().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalStateException("unknown acquirer " + name));
    }

    public int port() {
        return server.port();
    }

    /** {@code http://127.0.0.1:port}; the acquirers' APIs are below {@code /yookassa/v3}, {@code /cloudpayments} and {@code /robokassa}. */
    public URI baseUri() {
        return URI.create("http://127.0.0.1:" + port());
    }

    /** Port of the mail catcher; -1 when there is none. */
    public int smtpPort() {
        return mail == null ? -1 : mail.port();
    }

    /** Stops answering and writes the journal to its end. */
    @Override
    public void close() {
        closeAll(parts);
    }

    private static void closeAll(Deque<AutoCloseable> parts) {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                org.slf4j.LoggerFactory.getLogger(Sandbox.class).warn("event=close_failed", e);
            }
        }
    }
}
