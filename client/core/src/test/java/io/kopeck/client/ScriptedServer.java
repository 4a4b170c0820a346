package io.kopeck.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server that answers as told, in that order, and remembers what it was asked. */
final class ScriptedServer implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Queue<Answer> script = new ConcurrentLinkedQueue<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    ScriptedServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    ScriptedServer then(Answer answer) {
        script.add(answer);
        return this;
    }

    ScriptedServer then(int status, String body) {
        return then(Answer.of(status, body));
    }

    List<Asked> asked() {
        return asked;
    }

    private void handle(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        asked.add(new Asked(exchange.getRequestMethod(), exchange.getRequestURI().toString(), body, Map.copyOf(exchange.getRequestHeaders())));
        var answer = script.poll();
        if (answer == null) {
            answer = Answer.of(599, "the script is at its end");
        }
        try (exchange) {
            answer.give(exchange, closing);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdown();
    }

    /** A request as it came. */
    record Asked(String method, String path, String body, Map<String, List<String>> headers) {

        String header(String name) {
            return headers.get(name).get(0);
        }
    }

    /** What is done to a request. */
    interface Answer {

        void give(HttpExchange exchange, CountDownLatch closing) throws IOException, InterruptedException;

        static Answer of(int status, String body) {
            return of(status, body, Map.of());
        }

        static Answer of(int status, String body, Map<String, String> headers) {
            return (exchange, closing) -> {
                headers.forEach(exchange.getResponseHeaders()::set);
                var bytes = body.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
                exchange.getResponseBody().write(bytes);
            };
        }

        /** The connection ends without an answer. */
        static Answer lost() {
            return (exchange, closing) -> {};
        }

        /** The connection ends in the middle of the body. */
        static Answer cutShort(int status, String body) {
            return (exchange, closing) -> {
                exchange.sendResponseHeaders(status, body.length());
                exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8), 0, body.length() / 2);
                exchange.getResponseBody().flush();
            };
        }

        /** Nothing comes. */
        static Answer silence() {
            return (exchange, closing) -> closing.await();
        }

        /** The headers come, and the body does not. */
        static Answer silenceAfterHeaders(int status) {
            return (exchange, closing) -> {
                exchange.sendResponseHeaders(status, 100);
                exchange.getResponseBody().flush();
                closing.await();
            };
        }
    }
}
