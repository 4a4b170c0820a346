package io.kopeck.payments.providers.yookassa;

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
final class WireStub implements AutoCloseable {

    /** What happens to a request. */
    interface Script {
        void play(HttpExchange exchange) throws IOException, InterruptedException;
    }

    /** A request; header names in lower case. */
    record Seen(String method, String target, Map<String, List<String>> headers, String body) {

        String header(String name) {
            return String.join(",", headers.getOrDefault(name, List.of()));
        }
    }

    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final Queue<Script> scripts = new ConcurrentLinkedQueue<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    WireStub() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v3";
    }

    /** Answers the next request; the last answer given is repeated. */
    WireStub answer(int status, String body) {
        return script(exchange -> send(exchange, status, body.getBytes(StandardCharsets.UTF_8)));
    }

    /** Answers this from now on, whatever was scripted before. */
    void replace(int status, String body) {
        forget();
        answer(status, body);
    }

    /** Drops all scripts. */
    void forget() {
        scripts.clear();
    }

    /** Promises a body and closes in the middle of it. */
    WireStub breakOff(String body) {
        return script(exchange -> {
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes, 0, bytes.length / 2);
            exchange.getResponseBody().flush();
            exchange.close();
        });
    }

    /** Closes without an answer. */
    WireStub hangUp() {
        return script(HttpExchange::close);
    }

    /** Never answers. */
    WireStub stall() {
        return script(_ -> closing.await());
    }

    WireStub redirect(String location) {
        return script(exchange -> {
            exchange.getResponseHeaders().add("Location", location);
            send(exchange, 307, new byte[0]);
        });
    }

    WireStub script(Script script) {
        scripts.add(script);
        return this;
    }

    List<Seen> seen() {
        return List.copyOf(seen);
    }

    Seen last() {
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
