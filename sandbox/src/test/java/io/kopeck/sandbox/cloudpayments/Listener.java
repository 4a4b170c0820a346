package io.kopeck.sandbox.cloudpayments;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A merchant's notification endpoint, one address per type: keeps what comes and answers as it is told. */
final class Listener implements AutoCloseable {

    /** One notification as it came. */
    record Heard(String method, String type, String body, @Nullable String contentHmac, @Nullable String xContentHmac) {
        Map<String, String> fields() {
            var fields = new LinkedHashMap<String, String>();
            for (var pair : body.split("&")) {
                int equals = pair.indexOf('=');
                fields.put(pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
            return fields;
        }

        String at(String name) {
            return String.valueOf(fields().get(name));
        }
    }

    record Said(int status, String body) {}

    static final Said OK = new Said(200, "{\"code\":0}");

    private final HttpServer server;
    private final List<Heard> heard = new CopyOnWriteArrayList<>();
    private volatile Function<Heard, Said> answers = _ -> OK;

    Listener() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/hooks/", exchange -> {
            var sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var query = exchange.getRequestURI().getRawQuery();
            var one = new Heard(exchange.getRequestMethod(), exchange.getRequestURI().getPath().substring("/hooks/".length()), query == null ? sent : query,
                    exchange.getRequestHeaders().getFirst("Content-HMAC"), exchange.getRequestHeaders().getFirst("X-Content-HMAC"));
            heard.add(one);
            var said = answers.apply(one);
            var body = said.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(said.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hooks");
    }

    void answer(Function<Heard, Said> newAnswers) {
        answers = newAnswers;
    }

    List<Heard> heard() {
        return heard;
    }

    List<String> types() {
        return heard.stream().map(Heard::type).toList();
    }

    Heard only(String type) {
        var all = heard.stream().filter(one -> one.type().equals(type)).toList();
        if (all.size() != 1) {
            throw new AssertionError(all.size() + " notifications " + type + " among " + types());
        }
        return all.getFirst();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
