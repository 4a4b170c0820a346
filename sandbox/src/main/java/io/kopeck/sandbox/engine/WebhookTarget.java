package io.kopeck.sandbox.engine;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where an acquirer's notifications go, how often, and what counts as an acknowledgement. */
public interface WebhookTarget {

    /** Null: nobody listens. */
    @Nullable URI url();

    String contentType();

    boolean acknowledged(int status, byte[] answer);

    RetrySchedule retries();

    /** POST, or GET: then the body, a form, travels in the query. */
    default String method() {
        return "POST";
    }

    /** Headers made from the body, such as a signature; those of a forged notification win over them. */
    default Map<String, String> headers(byte[] body) {
        return Map.of();
    }

    /** The body as a fault's {@code match} reads it. */
    default String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** How long an answer is waited for. */
    default Duration patience() {
        return Duration.ofSeconds(10);
    }

    /** The target of this very notification, where an acquirer has several. */
    default WebhookTarget of(Notification notification) {
        return this;
    }
}
