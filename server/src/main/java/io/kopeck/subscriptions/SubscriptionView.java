package io.kopeck.subscriptions;

import io.kopeck.catalog.Tariff;
import io.kopeck.kernel.BillingPeriod;
import io.kopeck.kernel.CustomerId;
import io.kopeck.kernel.Money;
import io.kopeck.kernel.ProductCode;
import io.kopeck.payments.MethodId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A subscription as it stands.
 *
 * @param tariff the version it was sold; {@code price} is pinned from it
 * @param nextTariff what it changes to at the end of the period, or null
 * @param period what is paid for or tried; its end is the wire's {@code ended_at} while it lives
 * @param access whether the customer may use the product now
 * @param nextAttemptAt while waiting, when it is charged again by itself; null when only the customer can pay
 * @param waitingUntil while waiting, when it expires
 * @param pausedUntil while paused, when it runs on by itself; the period's end then moves by as long as the pause lasted
 * @param endedAt when it was cancelled or expired
 */
public record SubscriptionView(
        SubscriptionId id,
        CustomerId customer,
        ProductCode product,
        Tariff tariff,
        Money price,
        @Nullable Tariff nextTariff,
        @Nullable MethodId method,
        SubscriptionStatus status,
        boolean trial,
        BillingPeriod period,
        boolean access,
        int chargeAttempts,
        @Nullable Instant lastChargeAttempt,
        @Nullable Instant nextAttemptAt,
        @Nullable Instant waitingUntil,
        @Nullable Instant pausedUntil,
        @Nullable Instant endedAt,
        Instant createdAt,
        Instant modifiedAt) {}
