package io.kopeck.client;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** Sends requests, reads what their answers prove, and asks again while they prove nothing. */
final class Transport {

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .changeDefaultPropertyInclusion(present -> present.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    private final HttpClient http;
    private final Duration timeout;
    private final RetryPolicy retries;
    private final Pause pause;

    Transport(HttpClient http, Duration timeout, RetryPolicy retries, Pause pause) {
        this.http = http;
        this.timeout = timeout;
        this.retries = retries;
        this.pause = pause;
    }

    static byte[] json(Object body) {
        return JSON.writeValueAsBytes(body);
    }

    /**
     * Asks until it is known what came of it, within the bounds of the policy. Each try has to be the same request.
     *
     * @param what names the request in exceptions
     * @param movesMoney whether an earlier try without an answer may have done it; then most refusals of a repeat prove nothing
     * @throws Refused when nothing was done
     * @throws OutcomeUnknown at the bound
     */
    <T> T untilKnown(String what, boolean movesMoney, Supplier<T> oneTry) {
        for (int number = 1; ; number++) {
            try {
                return oneTry.get();
            } catch (Refused refused) {
                if (movesMoney && number > 1 && !refused.isOfWallet()) {
                    throw new OutcomeUnknown(what, number, refused);
                }
                throw refused;
            } catch (NoAnswer none) {
                if (!none.isRepeatable() || !retries.allows(number, none.retryAfter())) {
                    throw new OutcomeUnknown(what, number, none);
                }
                pause(what, number, none);
            }
        }
    }

    private void pause(String what, int number, NoAnswer none) {
        try {
            pause.pause(retries.pauseAfter(number, none.retryAfter()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            none.addSuppressed(e);
            throw new OutcomeUnknown(what, number, none);
        }
    }

    /**
     * Sends once.
     *
     * @throws Refused when the server says that it did nothing
     * @throws NoAnswer in any other case but success
     */
    <T> T send(HttpRequest request, Class<T> answer) {
        var response = response(request);
        int status = response.statusCode();
        if (status == 200 || status == 201) {
            try {
                return Objects.requireNonNull(JSON.readValue(response.body(), answer), "the body is null");
            } catch (JacksonException | NullPointerException e) {
                throw NoAnswer.yet("HTTP " + status + " with a body that cannot be read", e, null);
            }
        }
        if (status == 202) {
            throw NoAnswer.yet("HTTP 202, still processing", null, retryAfter(response));
        }
        if (status == 429 || status >= 500) {
            throw NoAnswer.yet("HTTP " + status, null, retryAfter(response));
        }
        throw refusal(response);
    }

    /** Only kopeck's own problem documents prove anything; what a proxy says about a wrong address does not. */
    private static RuntimeException refusal(HttpResponse<byte[]> response) {
        int status = response.statusCode();
        try {
            var problem = Objects.requireNonNull(JSON.readValue(response.body(), Wire.Problem.class), "the body is null");
            return problem.code().equals("request_in_progress")
                    ? NoAnswer.yet("HTTP " + status + ", an earlier try is still running", null, retryAfter(response))
                    : problem.refused(status);
        } catch (JacksonException | NullPointerException e) {
            return NoAnswer.hopeless("HTTP " + status + ", and not from kopeck by the looks of it", e);
        }
    }

    /** Waits for the whole answer, body included, no longer than the timeout. */
    private HttpResponse<byte[]> response(HttpRequest request) {
        var answer = http.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray());
        try {
            return answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw NoAnswer.yet("no answer within " + timeout, e, null);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw NoAnswer.hopeless("interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException broken) {
                throw NoAnswer.yet("no connection, or one that broke: " + broken, broken, null);
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private static @Nullable Duration retryAfter(HttpResponse<?> response) {
        return response.headers().firstValue("Retry-After")
                .filter(seconds -> seconds.matches("\\d{1,9}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                .orElse(null);
    }
}
