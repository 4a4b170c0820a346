package io.kopeck.sandbox.engine;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Where an acquirer's notifications go and what counts as an acknowledgement. */
public interface WebhookTarget {

    /** Null: nobody listens. */
    @Nullable URI url();

    String contentType();

    boolean acknowledged(int status, byte[] answer);
}
