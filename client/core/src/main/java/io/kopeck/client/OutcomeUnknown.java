package io.kopeck.client;

import org.jspecify.annotations.Nullable;

/**
 * No answer within the bounds of the {@link RetryPolicy}, or none that proves anything: whether money moved is not known. It may
 * well have. Asking again with the same task id or idempotency key is safe, at any time, and finds out.
 */
public final class OutcomeUnknown extends KopeckException {

    private static final long serialVersionUID = 1L;

    private final int tries;

    OutcomeUnknown(String what, int tries, @Nullable Throwable last) {
        super("the outcome of " + what + " is not known after " + tries + (tries == 1 ? " try" : " tries")
                + (last == null ? "" : "; the last: " + last.getMessage()), last);
        this.tries = tries;
    }

    /** How often it was asked. */
    public int tries() {
        return tries;
    }
}
