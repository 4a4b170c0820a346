package io.kopeck.sandbox.robokassa;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** A shop's ResultURL and Result2: keeps what comes and answers {@code OK<InvId>}, or as it is told. */
final class ResultReceiver implements AutoCloseable {

    record Received(String method, String path, String contentType, String body) {
        Map<String, String> fields() {
            return Site.fields(body);
        }
    }

    record Reply(int status, String text) {}

    private final HttpServer server;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private volatile IntFunction<@Nullable Reply> answers = _ -> null;

    ResultReceiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/hook", exchange -> {
            var query = exchange.getRequestURI().getRawQuery();
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var type = exchange.getRequestHeaders().getFirst("Content-Type");
            var one = new Received(exchange.getRequestMethod(), exchange.getRequestURI().getPath(), type == null ? "" : type, query == null ? body : query);
            int number;
            synchronized (received) {
                received.add(one);
                number = received.size();
            }
            var told = answers.apply(number);
            var reply = told != null ? told : new Reply(200, one.path().endsWith("/result") ? "OK" + one.fields().get("InvId") : "");
            var bytes = reply.text().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
    }

    /** What to answer to the n-th call, from 1; null: as a shop that is well. */
    void answer(IntFunction<@Nullable Reply> ofNumber) {
        answers = ofNumber;
    }

    List<Received> at(String name) {
        return received.stream().filter(one -> one.path().equals("/hook/" + name)).toList();
    }

    List<Received> results() {
        return at("result");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
