package io.kopeck.platform.tx;

/** A guarded update matched no row: somebody else changed the state first. The whole command can be tried again. */
public final class StaleState extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StaleState(String what) {
        super(what + " was changed by another command; read it again and repeat");
    }
}
