package io.kopeck.payments.internal;

/** The acquirer could not be asked; the notification is tried again later. */
final class StillUnknown extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StillUnknown(String cause) {
        super(cause);
    }
}
