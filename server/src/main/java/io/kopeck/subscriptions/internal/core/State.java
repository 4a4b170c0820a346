package io.kopeck.subscriptions.internal.core;

import io.kopeck.subscriptions.SubscriptionStatus;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where a subscription stands. {@link #paid()} is the last period it had. */
public sealed interface State {

    Paid paid();

    /** Runs and renews by itself. Its end may have passed while a renewal's outcome is awaited. */
    record Active(Paid paid) implements State {}

    /**
     * A renewal failed or waits for the customer.
     *
     * @param attempts how many attempts were declined
     * @param nextAttemptAt when it is charged again by itself; null when only the customer can pay
     * @param until when it expires
     */
    record Waiting(Paid paid, int attempts, @Nullable Instant nextAttemptAt, Instant until) implements State {}

    /** Runs to its end and does not renew. */
    record NoAutoPayment(Paid paid) implements State {}

    /** Paused at {@code since} by the customer: no charge, no access, and the rest of the period is kept. */
    record Paused(Paid paid, Instant since, Instant until) implements State {

        /** The paid period as it runs on when the pause ends at this moment. */
        Paid continued(Instant at) {
            return paid.later(Duration.between(since, at));
        }
    }

    /** Ended by the customer. */
    record Canceled(Paid paid, Instant at) implements State {}

    /** Ended by time. */
    record Expired(Paid paid, Instant at) implements State {}

    default SubscriptionStatus status() {
        return switch (this) {
            case Active _ -> SubscriptionStatus.ACTIVE;
            case Waiting _ -> SubscriptionStatus.WAITING;
            case NoAutoPayment _ -> SubscriptionStatus.NO_AUTO_PAYMENT;
            case Paused _ -> SubscriptionStatus.PAUSED;
            case Canceled _ -> SubscriptionStatus.CANCELED;
            case Expired _ -> SubscriptionStatus.EXPIRED;
        };
    }

    /** Whether the customer may use what was bought, at this moment, under this dunning policy. */
    default boolean givesAccess(Terms terms, Instant now) {
        return switch (this) {
            case Active _ -> true;
            case Waiting _ -> terms.dunning().keepsAccess();
            case NoAutoPayment(var paid) -> now.isBefore(paid.period().end());
            case Paused _, Canceled _, Expired _ -> false;
        };
    }
}
