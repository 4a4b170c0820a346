package io.kopeck.payments;

import io.kopeck.kernel.Money;

/** What became of a wish to return money. */
public sealed interface RefundResult {

    /** It is under way, or done already. A repeat under the same key answers the refund it began the first time. */
    record Started(RefundView refund) implements RefundResult {}

    /** Nothing of the payment is left to return; {@code left} is what is, less than was asked for. */
    record TooMuch(Money left) implements RefundResult {}

    /** More than this may be returned at once by whoever asked. */
    record AboveLimit(Money limit) implements RefundResult {}
}
