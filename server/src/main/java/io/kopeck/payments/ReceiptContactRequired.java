package io.kopeck.payments;

/** A payment that needs a fiscal receipt was asked for, and there is no address to send the receipt to: nothing is charged. */
public final class ReceiptContactRequired extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ReceiptContactRequired() {
        super("a receipt is due with this payment, and the customer has no e-mail address to send it to");
    }
}
