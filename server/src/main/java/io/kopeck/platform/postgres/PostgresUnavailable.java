package io.kopeck.platform.postgres;

/** The embedded PostgreSQL cannot be used; the message says why and what to do. */
public final class PostgresUnavailable extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    PostgresUnavailable(String message) {
        super(message);
    }
}
