package io.kopeck.wallets;

/** What came of the wish to have a wallet filled by itself. */
public enum AutoTopUpResult {

    /** It is done from now on. */
    SET,

    /** The product's terms do not take this amount. */
    AMOUNT_REFUSED,

    /** The customer has no such saved method at the product's acquirer. */
    NO_SUCH_METHOD
}
