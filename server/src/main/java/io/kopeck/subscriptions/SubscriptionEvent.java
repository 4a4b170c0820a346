package io.kopeck.subscriptions;

import io.kopeck.kernel.CustomerId;
import io.kopeck.platform.events.Event;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What happened to subscriptions. {@code access} tells whether the customer may use the product from then on. */
public sealed interface SubscriptionEvent extends Event {

    String product();

    SubscriptionId subscription();

    boolean access();

    /** It began, with a payment or a trial. */
    record SubscriptionStarted(
            CustomerId customer, SubscriptionId subscription, String product, boolean trial, Instant periodEnd, boolean access)
            implements SubscriptionEvent {}

    /** A further period was paid; {@code recovered}: after a failure. */
    record SubscriptionRenewed(
            CustomerId customer, SubscriptionId subscription, String product, Instant periodStart, Instant periodEnd,
            boolean recovered, boolean access) implements SubscriptionEvent {}

    /** It has another tariff, from {@code periodStart} on. */
    record TariffChanged(
            CustomerId customer, SubscriptionId subscription, String product, UUID tariff, Instant periodStart, Instant periodEnd,
            boolean access) implements SubscriptionEvent {}

    /** It will have another tariff from the end of the period on; {@code tariff} is the present one when that was taken back. */
    record TariffChangePlanned(
            CustomerId customer, SubscriptionId subscription, String product, UUID tariff, Instant from, boolean access)
            implements SubscriptionEvent {}

    /** A renewal failed or waits for the customer; {@code nextAttemptAt} is null when only the customer can pay. */
    record SubscriptionWaiting(
            CustomerId customer, SubscriptionId subscription, String product, int attempts, @Nullable Instant nextAttemptAt,
            Instant until, boolean access) implements SubscriptionEvent {}

    /** It will not renew. */
    record AutoPaymentStopped(
            CustomerId customer, SubscriptionId subscription, String product, Instant periodEnd, boolean access)
            implements SubscriptionEvent {}

    /** It renews again. */
    record AutoPaymentResumed(
            CustomerId customer, SubscriptionId subscription, String product, Instant periodEnd, boolean access)
            implements SubscriptionEvent {}

    /** The customer paused it. */
    record SubscriptionPaused(
            CustomerId customer, SubscriptionId subscription, String product, Instant until, boolean access)
            implements SubscriptionEvent {}

    /** The pause is over; the time that was left runs on to {@code periodEnd}. */
    record SubscriptionContinued(
            CustomerId customer, SubscriptionId subscription, String product, Instant periodEnd, boolean access)
            implements SubscriptionEvent {}

    /** The customer ended it. */
    record SubscriptionCanceled(CustomerId customer, SubscriptionId subscription, String product, boolean refunded, boolean access)
            implements SubscriptionEvent {}

    /** Time ended it. */
    record SubscriptionExpired(CustomerId customer, SubscriptionId subscription, String product, boolean access)
            implements SubscriptionEvent {}
}
