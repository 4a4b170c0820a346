package io.kopeck.payments.spi;

/** What a decline says about charging the same saved method again. */
public enum RetryAdvice {
    /** May work later, by the dunning schedule: not enough money, limits, no detail given. */
    LATER,
    /** A hard decline: this method will not work again, the customer has to give another one. */
    NEW_METHOD,
    /** Only with the customer present: 3-D Secure or an identification is asked for. */
    WITH_CUSTOMER
}
