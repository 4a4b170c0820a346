package io.kopeck.subscriptions;

import io.kopeck.kernel.CustomerId;
import io.kopeck.platform.events.Event;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The product's catalog wants the customer told of a moment of dunning.
 *
 * @param message the message's name; its texts are {@code messages/subscriptions_<language>.properties}
 * @param failures how many attempts in a row had failed by then; 0 after a success
 * @param nextAttemptAt when it is charged again by itself; null when it is not
 */
public record DunningNotice(
        CustomerId customer, SubscriptionId subscription, String product, String message, int failures,
        @Nullable Instant nextAttemptAt) implements Event {}
