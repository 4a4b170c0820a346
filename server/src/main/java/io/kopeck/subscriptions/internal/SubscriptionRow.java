package io.kopeck.subscriptions.internal;

import io.kopeck.catalog.TariffId;
import io.kopeck.kernel.CustomerId;
import io.kopeck.kernel.Money;
import io.kopeck.kernel.ProductCode;
import io.kopeck.subscriptions.SubscriptionId;
import io.kopeck.subscriptions.internal.core.State;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A subscription as stored. */
public record SubscriptionRow(
        CustomerId customer,
        SubscriptionId id,
        ProductCode product,
        TariffId tariff,
        int tariffVersion,
        Money price,
        @Nullable UUID method,
        State state,
        boolean trialGranted,
        int chargeAttempts,
        @Nullable Instant lastChargeAttempt,
        @Nullable Instant dueAt,
        Instant createdAt,
        Instant modifiedAt,
        int version) {

    public SubscriptionRow with(State next, @Nullable Instant due) {
        return new SubscriptionRow(customer, id, product, tariff, tariffVersion, price, method, next, trialGranted, chargeAttempts,
                lastChargeAttempt, due, createdAt, modifiedAt, version);
    }

    public SubscriptionRow withMethod(@Nullable UUID other) {
        return new SubscriptionRow(customer, id, product, tariff, tariffVersion, price, other, state, trialGranted, chargeAttempts,
                lastChargeAttempt, dueAt, createdAt, modifiedAt, version);
    }

    public SubscriptionRow withChargeAttempt(Instant at) {
        return new SubscriptionRow(customer, id, product, tariff, tariffVersion, price, method, state, trialGranted,
                chargeAttempts, at, dueAt,
                createdAt, modifiedAt, version);
    }

    /** How many attempts in a row have failed; what has ended keeps its number. */
    SubscriptionRow withChargeAttempts(int attempts) {
        return new SubscriptionRow(customer, id, product, tariff, tariffVersion, price, method, state, trialGranted, attempts,
                lastChargeAttempt, dueAt, createdAt, modifiedAt, version);
    }

    /** When the next work comes, given that no charge is under way. */
    public static @Nullable Instant dueAt(State state) {
        return switch (state) {
            case State.Active(var paid) -> paid.period().end();
            case State.Waiting(_, _, var next, var until) -> next != null && next.isBefore(until) ? next : until;
            case State.NoAutoPayment(var paid) -> paid.period().end();
            case State.Paused(_, _, var until) -> until;
            case State.Canceled _, State.Expired _ -> null;
        };
    }

    /** When the next work comes while a charge is under way: its outcome brings it, but waiting still ends in time. */
    public static @Nullable Instant dueInFlight(State state) {
        return state instanceof State.Waiting waiting ? waiting.until() : null;
    }
}
