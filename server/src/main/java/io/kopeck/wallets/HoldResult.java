package io.kopeck.wallets;

/** What came of a wish to hold. */
public sealed interface HoldResult permits HoldResult.Held, ChargeResult.Refused {

    /** It is held, now or before; a repeat of its task is answered with what it became. */
    record Held(HoldView hold) implements HoldResult {}
}
