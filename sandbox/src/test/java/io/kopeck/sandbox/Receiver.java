package io.kopeck.sandbox;

import com.sun.net.httpserver.HttpServer;
import io.kopeck.sandbox.engine.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.IntUnaryOperator;
import tools.jackson.databind.JsonNode;

/** A merchant's webhook endpoint: keeps what comes and answers as it is told. */
final class Receiver implements AutoCloseable {

    private final HttpServer server;
    private final List<JsonNode> received = new CopyOnWriteArrayList<>();
    private volatile IntUnaryOperator answers = _ -> 200;

    Receiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/hook", exchange -> {
            int number;
            synchronized (received) {
                received.add(Json.MAPPER.readTree(exchange.getRequestBody().readAllBytes()));
                number = received.size();
            }
            exchange.sendResponseHeaders(answers.applyAsInt(number), -1);
            exchange.close();
        });
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
    }

    /** What to answer to the n-th notification, from 1. */
    void answer(IntUnaryOperator statusOfNumber) {
        answers = statusOfNumber;
    }

    List<JsonNode> received() {
        return received;
    }

    List<String> events() {
        return received.stream().map(body -> body.path("event").asString()).toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
