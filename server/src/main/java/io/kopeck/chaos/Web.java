package io.kopeck.chaos;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Calls over HTTP that may get no answer, as a client of a system under fire has to expect. */
final class Web {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    Answer get(URI address, Map<String, String> headers) {
        return send(HttpRequest.newBuilder(address).GET(), headers, Duration.ofSeconds(30));
    }

    /** {@code body} null sends none. */
    Answer send(String method, URI address, @Nullable Object body, Map<String, String> headers, Duration patience) {
        var publisher = body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(JSON.writeValueAsString(body));
        return send(HttpRequest.newBuilder(address).method(method, publisher).header("Content-Type", "application/json"), headers, patience);
    }

    private Answer send(HttpRequest.Builder request, Map<String, String> headers, Duration patience) {
        headers.forEach(request::header);
        try {
            var response = client.send(request.header("Accept", "application/json").timeout(patience).build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), json(response.body()));
        } catch (IOException e) {
            return Answer.NONE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answer.NONE;
        }
    }

    private static JsonNode json(String body) {
        try {
            return body.isBlank() ? MissingNode.getInstance() : JSON.readTree(body);
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }

    /** An answer; status 0 when there was none. */
    record Answer(int status, JsonNode json) {

        static final Answer NONE = new Answer(0, MissingNode.getInstance());

        boolean ok() {
            return status / 100 == 2;
        }

        /** No answer, or one that says nothing about what was done. */
        boolean lost() {
            return status == 0 || status >= 500;
        }

        String text(String name) {
            return json.path(name).asString("");
        }
    }
}
