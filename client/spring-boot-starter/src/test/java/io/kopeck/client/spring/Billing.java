package io.kopeck.client.spring;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that answers each address as told, and remembers what was asked. */
final class Billing implements AutoCloseable {

    static final String OPERATION = "0199f3a1-0000-7000-8000-000000000001";

    private final HttpServer server;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    Billing() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/api/v1/wallet", this::handle);
        server.start();
        charges(201, charged("charged"));
        refunds(200, """
                {"id": "%1$s", "customer_id": "%1$s", "task_id": "t", "type": "generate", "status": "refunded", "price": "10.00",
                 "currency": "RUB", "created_at": "2026-11-21T10:00:00Z", "refunded_at": "2026-11-21T10:05:00Z"}""".formatted(OPERATION));
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    Billing charges(int status, String body) {
        answers.put("/operations", new Answer(status, body));
        return this;
    }

    Billing refunds(int status, String body) {
        answers.put("/operations/" + OPERATION + "/refund", new Answer(status, body));
        return this;
    }

    static String charged(String status) {
        return "{\"operation_id\": \"%s\", \"status\": \"%s\", \"price\": \"10.00\", \"balance\": \"90.00\", \"free_operations_left\": 0}"
                .formatted(OPERATION, status);
    }

    /** What was asked, such as {@code POST /operations {"task_id":"a"}}. */
    List<String> asked() {
        return asked;
    }

    long refundsAsked() {
        return asked.stream().filter(one -> one.contains("/refund")).count();
    }

    private void handle(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath().substring("/api/v1/wallet".length());
        asked.add(exchange.getRequestMethod() + " " + path + " " + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        var answer = answers.getOrDefault(path, new Answer(404, "{\"code\": \"not_found\", \"detail\": \"\"}"));
        var bytes = answer.body.getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(answer.status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private record Answer(int status, String body) {}
}
