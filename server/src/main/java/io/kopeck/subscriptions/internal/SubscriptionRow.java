package io.kopeck.subscriptions.internal;

import io.kopeck.catalog.Tariff;
import io.kopeck.catalog.TariffId;
import io.kopeck.kernel.CustomerId;
import io.kopeck.kernel.Money;
import io.kopeck.kernel.ProductCode;
import io.kopeck.subscriptions.SubscriptionId;
import io.kopeck.subscriptions.internal.core.State;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A subscription as stored.
 *
 * @param price pinned when it was sold
 * @param value what was paid for the present period, in money and in credit; zero for a trial
 * @param next the tariff that the next period is sold at, where that is another one
 * @param changePayment the payment for another tariff that is under way
 * @param chargeAttempts how many attempts in a row have failed; what has ended keeps its number
 * @param dueAt when the next work comes; null while a charge is under way or nothing will come
 */
public record SubscriptionRow(
        CustomerId customer,
        SubscriptionId id,
        ProductCode product,
        TariffId tariff,
        int tariffVersion,
        Money price,
        Money value,
        @Nullable Sold next,
        @Nullable UUID changePayment,
        @Nullable UUID method,
        State state,
        boolean trialGranted,
        int chargeAttempts,
        @Nullable Instant lastChargeAttempt,
        @Nullable Instant dueAt,
        Instant createdAt,
        Instant modifiedAt,
        int version) {

    /** A subscription that begins now. */
    public static SubscriptionRow begun(
            CustomerId customer, SubscriptionId id, Tariff tariff, Money value, @Nullable UUID method, State state, Instant now) {
        return new SubscriptionRow(customer, id, tariff.product(), tariff.id(), tariff.version(), tariff.price(), value, null, null,
                method, state, state.paid().trial(), 0, null, dueAt(state), now, now, 0);
    }

    public SubscriptionRow with(State following, @Nullable Instant due) {
        var change = following instanceof State.Active ? changePayment : null;
        return new SubscriptionRow(customer, id, product, tariff, tariffVersion, price, value, next, change, method, following,
                trialGranted, chargeAttempts, lastChargeAttempt, due, createdAt, modifiedAt, version);
    }

    public SubscriptionRow withMethod(@Nullable UUID other) {
        return new SubscriptionRow(customer, id, product, tariff, tariffVersion, price, value, next, changePayment, other, state,
                trialGranted, chargeAttempts, lastChargeAttempt, dueAt, createdAt, modifiedAt, version);
    }

    public SubscriptionRow withChargeAttempt(Instant at) {
        return new SubscriptionRow(customer, id, product, tariff, tariffVersion, price, value, next, changePayment, method, state,
                trialGranted, chargeAttempts, at, dueAt, createdAt, modifiedAt, version);
    }

    SubscriptionRow withChargeAttempts(int attempts) {
        return new SubscriptionRow(customer, id, product, tariff, tariffVersion, price, value, next, changePayment, method, state,
                trialGranted, attempts, lastChargeAttempt, dueAt, createdAt, modifiedAt, version);
    }

    /** The present period is worth this. */
    SubscriptionRow worth(Money amount) {
        return new SubscriptionRow(customer, id, product, tariff, tariffVersion, price, amount, next, changePayment, method, state,
                trialGranted, chargeAttempts, lastChargeAttempt, dueAt, createdAt, modifiedAt, version);
    }

    /** From the next period on, or null: the tariff stays. */
    SubscriptionRow planning(@Nullable Sold following) {
        return new SubscriptionRow(customer, id, product, tariff, tariffVersion, price, value, following, changePayment, method,
                state, trialGranted, chargeAttempts, lastChargeAttempt, dueAt, createdAt, modifiedAt, version);
    }

    SubscriptionRow changing(@Nullable UUID payment) {
        return new SubscriptionRow(customer, id, product, tariff, tariffVersion, price, value, next, payment, method, state,
                trialGranted, chargeAttempts, lastChargeAttempt, dueAt, createdAt, modifiedAt, version);
    }

    /** Sold this tariff, with which its next period begins. */
    SubscriptionRow sold(Tariff other) {
        return new SubscriptionRow(customer, id, product, other.id(), other.version(), other.price(), value, null, null, method,
                state, trialGranted, chargeAttempts, lastChargeAttempt, dueAt, createdAt, modifiedAt, version);
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

    /** One version of a tariff. */
    public record Sold(TariffId tariff, int version) {}
}
