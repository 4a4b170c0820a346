package io.kopeck.payments.providers;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.kopeck.payments.spi.InboundWebhook;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Receives a sandbox's notifications the way the server's endpoint does, and keeps them as they arrived. */
public final class Mailbox implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final LinkedBlockingQueue<InboundWebhook> arrived = new LinkedBlockingQueue<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private final Function<InboundWebhook, String> answer;

    /** Acknowledges with an empty answer. */
    public Mailbox() {
        this("");
    }

    /** Acknowledges with this text. */
    public Mailbox(String answer) {
        this(_ -> answer);
    }

    /** Acknowledges each as it wants to be. */
    public Mailbox(Function<InboundWebhook, String> answer) {
        this.answer = answer;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::accept);
        server.setExecutor(threads);
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/webhook");
    }

    /** Waits for the next notification that is wanted; others are dropped. */
    public InboundWebhook next(Predicate<InboundWebhook> wanted) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (true) {
                var webhook = arrived.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (webhook == null) {
                    throw new AssertionError("no such notification within " + PATIENCE);
                }
                if (wanted.test(webhook)) {
                    return webhook;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void accept(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Map<String, List<String>> headers = exchange.getRequestHeaders().entrySet().stream()
                .collect(Collectors.toMap(e -> e.getKey().toLowerCase(Locale.ROOT), e -> List.copyOf(e.getValue())));
        var kind = exchange.getRequestURI().getPath().replaceAll(".*/", "");
        var query = exchange.getRequestURI().getRawQuery();
        var source = exchange.getRemoteAddress().getAddress().getHostAddress();
        var webhook = new InboundWebhook(exchange.getRequestMethod(), kind, query == null ? "" : query, headers, source, body);
        arrived.add(webhook);
        var text = answer.apply(webhook).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, text.length == 0 ? -1 : text.length);
        exchange.getResponseBody().write(text);
        exchange.close();
    }
}
