package io.kopeck.wallets;

import io.kopeck.payments.PaymentView;

/** What came of the wish to fill a wallet. */
public sealed interface TopUpResult {

    /** A payment was opened, or the same one that is still under way was found; its view tells how it stands. */
    record Begun(PaymentView payment) implements TopUpResult {}

    /** The product's terms do not take this amount. */
    record AmountRefused() implements TopUpResult {}

    /** The customer has no such saved method at the product's acquirer. */
    record NoSuchMethod() implements TopUpResult {}

    /** So many are unfinished already that no further one is opened. */
    record TooMany() implements TopUpResult {}
}
