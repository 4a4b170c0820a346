package io.kopeck.wallets;

import io.kopeck.kernel.Money;

/** What came of a wish to capture or release a hold. */
public sealed interface HoldEnd {

    /** It was done, now or before. */
    record Done(HoldView hold) implements HoldEnd {}

    /** It was released before, or its time had run out: nothing was taken. */
    record Released() implements HoldEnd {}

    /** It was captured before, for {@code amount}: nothing changed. */
    record Captured(Money amount) implements HoldEnd {}

    /** More than {@code held} was to be captured: nothing was. */
    record TooMuch(Money held) implements HoldEnd {}
}
