package io.kopeck.api.billing;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.kopeck.api.billing.Wire.RefundWire;
import io.kopeck.catalog.Tariff;
import io.kopeck.kernel.BillingInterval;
import io.kopeck.payments.PaymentView;
import io.kopeck.payments.RefundView;
import io.kopeck.subscriptions.SubscriptionView;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The JSON of seed B: subscriptions and plans as resources. Money is a decimal string. */
final class ResourceWire {

    private ResourceWire() {}

    /**
     * A subscription.
     *
     * @param planId the tariff
     * @param type the unit of its period: month, quarter, half_year, year, week or day
     * @param validTill the end of what is paid for or tried, while it lives; else when it ended
     * @param sum the pinned price of a period
     * @param access whether the customer may use the product now
     * @param chargeAttempts how many attempts to charge the next period were declined
     * @param nextAttempt when it is charged again by itself, while it waits
     * @param refund the refund that this very call started; absent otherwise
     */
    record SubscriptionResource(
            UUID id, String status, UUID userId, UUID planId, String type, Instant validTill, String product, String sum, String currency,
            boolean trial, boolean access, int chargeAttempts, @Nullable Instant lastChargeAttempt, @Nullable Instant nextAttempt,
            Instant createdAt, Instant modifiedAt, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable RefundWire refund) {

        static SubscriptionResource of(SubscriptionView subscription, @Nullable RefundView refund) {
            var ended = subscription.endedAt();
            return new SubscriptionResource(
                    subscription.id().value(), subscription.status().wireName(), subscription.customer().value(),
                    subscription.tariff().id().value(), subscription.tariff().interval().unit().wireName(),
                    ended == null ? subscription.period().end() : ended, subscription.product().value(), subscription.price().decimal(),
                    subscription.price().currency().name(), subscription.trial(), subscription.access(), subscription.chargeAttempts(),
                    subscription.lastChargeAttempt(), subscription.nextAttemptAt(), subscription.createdAt(), subscription.modifiedAt(),
                    refund == null ? null : RefundWire.of(refund));
        }
    }

    /**
     * A plan: a tariff as seed B names it.
     *
     * @param type the unit of its period
     * @param months how many months a period has; null for days and weeks
     * @param active false once archived: not sold any more
     */
    record PlanWire(
            UUID id, String type, String sum, String currency, @Nullable Integer months, String title, String description, String product,
            boolean active) {

        static PlanWire of(Tariff tariff) {
            return new PlanWire(
                    tariff.id().value(), tariff.interval().unit().wireName(), tariff.price().decimal(), tariff.price().currency().name(),
                    months(tariff.interval()), tariff.title(), tariff.description(), tariff.product().value(), tariff.active());
        }

        private static @Nullable Integer months(BillingInterval interval) {
            return switch (interval.unit()) {
                case DAY, WEEK -> null;
                case MONTH -> interval.count();
                case QUARTER -> 3 * interval.count();
                case HALF_YEAR -> 6 * interval.count();
                case YEAR -> 12 * interval.count();
            };
        }
    }

    /**
     * A payment that is not decided yet: confirm at {@code confirmationUrl} when there is one, and ask {@code statusUrl}.
     *
     * @param status {@code pending} while the customer has to act, {@code processing} while the outcome is being found out
     */
    record PendingWire(
            UUID paymentId, String status, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String confirmationUrl, String statusUrl) {

        static PendingWire of(PaymentView payment) {
            return new PendingWire(
                    payment.id().value(), payment.confirmationUrl() == null ? "processing" : "pending", payment.confirmationUrl(),
                    "/api/v1/payments/" + payment.id());
        }
    }
}
