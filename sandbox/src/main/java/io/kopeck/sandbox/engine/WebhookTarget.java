package io.kopeck.sandbox.engine;

import java.net.URI;
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

    /** The target of this very notification, where an acquirer has several. */
    default WebhookTarget of(Notification notification) {
        return this;
    }
}
