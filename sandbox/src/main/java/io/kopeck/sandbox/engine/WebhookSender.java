package io.kopeck.sandbox.engine;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;

/** Sends one notification and waits for the answer. */
final class WebhookSender implements AutoCloseable {

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(5))
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

    HttpResponse<byte[]> send(WebhookTarget target, URI url, Map<String, String> headers, byte[] body)
            throws IOException, InterruptedException {
        var request = target.method().equals("GET")
                ? HttpRequest.newBuilder(withQuery(url, new String(body, StandardCharsets.UTF_8))).GET()
                : HttpRequest.newBuilder(url).header("Content-Type", target.contentType()).method(target.method(), HttpRequest.BodyPublishers.ofByteArray(body));
        request.timeout(target.patience());
        var all = new HashMap<>(target.headers(body));
        all.putAll(headers);
        all.forEach(request::header);
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static URI withQuery(URI url, String form) {
        return URI.create(url + (url.getRawQuery() == null ? "?" : "&") + form);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
