package io.kopeck.payments.providers.robokassa;

/** A receipt that cannot be said in Robokassa's words; the message is fit for an operator's eyes. */
final class UnspeakableReceipt extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnspeakableReceipt(String message) {
        super(message);
    }
}
