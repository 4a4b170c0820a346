package io.kopeck.payments;

/** What came of asking for a failed receipt to be sent again. */
public enum ReceiptRepeat {

    /** It is due again. */
    BEGUN,

    /** It is sent, or on its way: nothing was changed. */
    NOT_FAILED,

    /** It was sent too often: nothing was changed. */
    TOO_OFTEN
}
