package io.kopeck.subscriptions;

import io.kopeck.payments.RefundView;
import org.jspecify.annotations.Nullable;

/** What became of a change that the customer asked for. */
public sealed interface ChangeResult {

    /** Done; {@code refund} is the refund that was started, if any. */
    record Changed(SubscriptionView subscription, @Nullable RefundView refund) implements ChangeResult {}

    /** Nothing was changed. */
    record Refused(Reason reason) implements ChangeResult {}

    /** Why nothing was changed. */
    enum Reason {
        NO_SUBSCRIPTION,
        ALREADY,
        NO_METHOD,
        NOT_DUE,
        /** The product's policy, or the subscription's state, does not allow it. */
        NOT_ALLOWED,
        /** More days than the customer may still pause. */
        PAUSE_TOO_LONG,
        /** So many attempts were made for this period that no more are. */
        TOO_MANY_ATTEMPTS
    }
}
