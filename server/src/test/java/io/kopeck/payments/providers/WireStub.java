package io.kopeck.payments.providers;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** Remembers requests as they came over the wire, and answers what it was told to. */
public final class WireStub implements AutoCloseable {

    /** What happens to a request. */
    public interface Script {
        void play(HttpExchange exchange) throws IOException, InterruptedException;
    }

    /** A request; header names in lower case. */
    public record Seen(String method, String target, Map<String, List<String>> headers, String body) {

        public String header(String name) {
            return String.join(",", headers.getOrDefault(name, List.of()));
        }
    }

    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final Queue<Script> scripts = new ConcurrentLinkedQueue<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    public WireStub() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Answers the next request; the last answer given is repeated. */
    public WireStub answer(int status, String body) {
        return script(exchange -> send(exchange, status, body.getBytes(StandardCharsets.UTF_8)));
    }

    /** Answers this from now on, whatever was scripted before. */
    public void replace(int status, String body) {
        forget();
        answer(status, body);
    }

    /** Drops all scripts. */
    public void forget() {
        scripts.clear();
    }

    /** Promises a body and closes in the middle of it. */
    public WireStub breakOff(String body) {
        return script(exchange -> {
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes, 0, bytes.length / 2);
            exchange.getResponseBody().flush();
            exchange.close();
        });
    }

    /** Closes without an answer. */
    public WireStub hangUp() {
        return script(HttpExchange::close);
    }

    /** Never answers. */
    public WireStub stall() {
        return script(_ -> closing.await());
    }

    public WireStub redirect(String location) {
        return script(exchange -> {
            exchange.getResponseHeaders().add("Location", location);
            send(exchange, 307, new byte[0]);
        });
    }

    public WireStub script(Script script) {
        scripts.add(script);
        return this;
    }

    public List<Seen> seen() {
        return List.copyOf(seen);
    }

    public Seen last() {
        return seen.getLast();
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var headers = exchange.getRequestHeaders().entrySet().stream()
                .collect(Collectors.toMap(e -> e.getKey().toLowerCase(Locale.ROOT), Map.Entry::getValue));
        seen.add(new Seen(exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers, body));
        var script = scripts.size() > 1 ? scripts.poll() : scripts.peek();
        if (script == null) {
            send(exchange, 500, new byte[0]);
            return;
        }
        try {
            script.play(exchange);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
