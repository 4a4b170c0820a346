package io.kopeck.subscriptions.internal.core;

/** What a command leads to. */
public sealed interface Step {

    /** The subscription goes on as {@code next}; {@code refund} is the share of its payment that goes back. */
    record Go(State next, Effect effect, Share refund) implements Step {}

    /** The command does not fit the state; nothing changes. */
    record Refused(Reason reason) implements Step {}

    /** What else has to be done in the same transaction. */
    enum Effect {
        NONE,
        /** Close the open renewal payment: nobody will attempt it again. */
        CLOSE_RENEWAL
    }

    /** Why a command was refused. */
    enum Reason {
        /** It has ended. */
        ENDED,
        /** It is so already. */
        ALREADY,
        /** There is no method to charge. */
        NO_METHOD,
        /** Its time has not come, or has passed. */
        NOT_DUE,
        /** Not in this state. */
        NOT_ALLOWED,
        /** The policy has not so many days left. */
        PAUSE_TOO_LONG
    }

    static Step go(State next) {
        return new Go(next, Effect.NONE, Share.NOTHING);
    }

    static Step go(State next, Effect effect) {
        return new Go(next, effect, Share.NOTHING);
    }

    /** Ended by the customer, who gets a share of the payment back; nobody charges for it again. */
    static Step giveBack(State next, Share refund) {
        return new Go(next, Effect.CLOSE_RENEWAL, refund);
    }

    static Step refuse(Reason reason) {
        return new Refused(reason);
    }
}
