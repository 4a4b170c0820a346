package io.kopeck.wallets;

import io.kopeck.kernel.Money;

/** What came of a charge. */
public sealed interface ChargeResult {

    /**
     * The operation is paid for; with the wallet as it was left. A repeat of its task is answered alike, with the operation's present status: {@link
     * OperationStatus#REFUNDED} when it was returned meanwhile.
     *
     * @param price what was taken; zero for a free one
     */
    record Done(OperationId operation, OperationStatus status, Money price, Money balance, int freeLeft) implements ChargeResult {}

    /** Nothing was charged or held, and nothing changed; with the wallet as it is. */
    record Refused(Refusal reason, Money price, Money balance, int freeLeft) implements ChargeResult, HoldResult {}

    /** Whether it was charged is not known in time, or too many wait already. Asking again for the same task is safe. */
    record Delayed() implements ChargeResult {}

    /** Why an operation is not charged or held. */
    enum Refusal {

        /** Neither a free operation nor enough money is left. */
        INSUFFICIENT_FUNDS,

        /** It would go beyond what may be spent in a day or month. */
        LIMIT_REACHED,

        /** The wallet is blocked. */
        BLOCKED,

        /** The task to be charged is held: it is captured instead. */
        HELD,

        /** The task to be charged was held and is released. */
        RELEASED,

        /** The task to be held was charged at once. */
        CHARGED
    }
}
