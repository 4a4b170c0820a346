package io.kopeck.edge;

import io.kopeck.testing.Http.Reply;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One wrong request and the status that it deserves.
 *
 * @param what tells the case from the others of its operation
 */
record Case(String what, String method, String path, Map<String, String> headers, BodyPublisher body, int expected) {

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private static final AtomicInteger ADDRESSES = new AtomicInteger();

    static Case of(String what, String method, String path, int expected) {
        return new Case(what, method, path, Map.of(), BodyPublishers.noBody(), expected);
    }

    Case json(String text) {
        return with("Content-Type", "application/json").body(BodyPublishers.ofString(text));
    }

    Case bytes(byte[] bytes) {
        return with("Content-Type", "application/json").body(BodyPublishers.ofByteArray(bytes));
    }

    /** Without a Content-Length. */
    Case chunked(String text) {
        return with("Content-Type", "application/json")
                .body(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))));
    }

    Case body(BodyPublisher other) {
        return new Case(what, method, path, headers, other, expected);
    }

    Case with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Case(what, method, path, more, body, expected);
    }

    Case bearer(String token) {
        return token.isEmpty() ? this : with("Authorization", "Bearer " + token);
    }

    /** Each from an address of its own, so that what is tested is the answer to the request and not to its number. */
    Case fromElsewhere() {
        int number = ADDRESSES.incrementAndGet();
        return with("X-Forwarded-For", "198.18.%d.%d".formatted(number / 250 % 250, number % 250 + 1));
    }

    Reply send(URI base) {
        var request = HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(30)).method(method, body);
        headers.forEach(request::setHeader);
        try {
            var answer = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Reply(answer.statusCode(), answer.body(), answer.headers().map());
        } catch (IOException e) {
            throw new UncheckedIOException(this + ": no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return method + " " + (path.length() > 120 ? path.substring(0, 120) + "…" : path) + ": " + what;
    }
}
