package io.kopeck.client;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A try that proves nothing about what was asked for. */
final class NoAnswer extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean repeatable;
    private final transient @Nullable Duration retryAfter;

    private NoAnswer(String message, @Nullable Throwable cause, boolean repeatable, @Nullable Duration retryAfter) {
        super(message, cause);
        this.repeatable = repeatable;
        this.retryAfter = retryAfter;
    }

    /** The next try may get one. */
    static NoAnswer yet(String message, @Nullable Throwable cause, @Nullable Duration retryAfter) {
        return new NoAnswer(message, cause, true, retryAfter);
    }

    /** There is no use in trying again. */
    static NoAnswer hopeless(String message, @Nullable Throwable cause) {
        return new NoAnswer(message, cause, false, null);
    }

    boolean isRepeatable() {
        return repeatable;
    }

    @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
