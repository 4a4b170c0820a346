package io.kopeck.commands.internal;

/** A command cannot do its work; the message, meant for the operator, says what to do. */
final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Refused(String message) {
        super(message);
    }
}
