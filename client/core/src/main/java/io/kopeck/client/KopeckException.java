package io.kopeck.client;

import org.jspecify.annotations.Nullable;

/** A call that did not do what it was asked for: {@link Refused} with certainty, or {@link OutcomeUnknown}. */
public abstract sealed class KopeckException extends RuntimeException permits Refused, OutcomeUnknown {

    private static final long serialVersionUID = 1L;

    KopeckException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
