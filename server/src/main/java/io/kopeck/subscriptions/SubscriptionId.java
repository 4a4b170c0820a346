package io.kopeck.subscriptions;

import java.util.UUID;

/** Identifies a subscription. A bare UUID outside. */
public record SubscriptionId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
