package io.kopeck.api.wallet;

/** Where the page that fills a wallet stands. */
public enum TopUpStage {

    /** An amount is to be chosen. */
    CHOOSE,

    /** What was typed is no amount that is taken. */
    WRONG_AMOUNT,

    /** The browser goes on to the acquirer. */
    GO,

    /** The acquirer has not answered yet. */
    WAIT,

    /** The acquirer takes no payments at the moment. */
    UNAVAILABLE,

    /** Too many payments wait to be paid. */
    TOO_MANY,

    /** A receipt is due and there is nowhere to send it. */
    NO_CONTACT
}
