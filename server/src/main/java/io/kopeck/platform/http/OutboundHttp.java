package io.kopeck.platform.http;

import io.kopeck.platform.tx.Transactions;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.stereotype.Component;

/**
 * Calls other systems over HTTP. Refuses to run inside a database transaction, follows no redirects, never repeats a
 * POST, and reads at most {@value #BODY_BYTES_MAX} bytes of an answer. The request's timeout bounds the whole answer.
 */
@Component
public final class OutboundHttp {

    static final int BODY_BYTES_MAX = 4 * 1024 * 1024;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .followRedirects(HttpClient.Redirect.NEVER)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

    /**
     * Sends the request, which must carry a timeout, and waits for the whole answer.
     *
     * @throws NoAnswer when no complete answer came: what the other side did is unknown
     * @throws IllegalStateException when a transaction is open
     */
    public Answer send(HttpRequest request) {
        if (Transactions.isActive()) {
            throw new IllegalStateException("no HTTP call while a database transaction is open: " + request.uri().getPath());
        }
        if (request.timeout().isEmpty()) {
            throw new IllegalArgumentException("a request has a timeout");
        }
        var call = client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), BODY_BYTES_MAX));
        try {
            var response = call.get(request.timeout().get().toMillis(), TimeUnit.MILLISECONDS);
            return new Answer(response.statusCode(), new String(response.body(), StandardCharsets.UTF_8));
        } catch (TimeoutException e) {
            call.cancel(true);
            throw new NoAnswer(NoAnswer.Cause.TIMEOUT, "no whole answer in time");
        } catch (ExecutionException e) {
            throw noAnswer(e.getCause());
        } catch (InterruptedException e) {
            call.cancel(true);
            Thread.currentThread().interrupt();
            throw new NoAnswer(NoAnswer.Cause.BROKEN, "interrupted");
        }
    }

    private static NoAnswer noAnswer(Throwable cause) {
        return switch (cause) {
            case HttpConnectTimeoutException e -> new NoAnswer(NoAnswer.Cause.NOT_CONNECTED, e.toString());
            case ConnectException e -> new NoAnswer(NoAnswer.Cause.NOT_CONNECTED, e.toString());
            case HttpTimeoutException e -> new NoAnswer(NoAnswer.Cause.TIMEOUT, e.toString());
            case IOException e -> new NoAnswer(NoAnswer.Cause.BROKEN, e.toString());
            case RuntimeException e -> throw e;
            case Throwable e -> throw new IllegalStateException(e);
        };
    }

    /** A complete HTTP answer. */
    public record Answer(int status, String body) {

        @Override
        public String toString() {
            return "Answer[status=" + status + ", " + body.length() + " characters]";
        }
    }
}
