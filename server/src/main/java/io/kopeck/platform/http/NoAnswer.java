package io.kopeck.platform.http;

/** No complete answer came back. Except for {@link Cause#NOT_CONNECTED} the request may have been carried out. */
public final class NoAnswer extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Cause kind;

    public NoAnswer(Cause kind, String detail) {
        super(kind + ": " + detail);
        this.kind = kind;
    }

    public Cause kind() {
        return kind;
    }

    /** How the call broke off. */
    public enum Cause {
        NOT_CONNECTED,
        TIMEOUT,
        BROKEN
    }
}
