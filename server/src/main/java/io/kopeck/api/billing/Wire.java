package io.kopeck.api.billing;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.kopeck.catalog.Tariff;
import io.kopeck.kernel.BillingInterval;
import io.kopeck.kernel.Money;
import io.kopeck.payments.MethodView;
import io.kopeck.payments.RefundView;
import io.kopeck.subscriptions.CancelPreview;
import io.kopeck.subscriptions.ChangeTariffPreview;
import io.kopeck.subscriptions.SubscriptionView;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The JSON of seed A, field by field. Money is a decimal string, moments carry an offset. */
final class Wire {

    private Wire() {}

    /**
     * A tariff.
     *
     * @param cost decimal string in the product's currency
     * @param periodType the unit of the period: day, week, month, quarter, half_year, year
     * @param trialPeriodType the unit of the trial, or null without one
     */
    record TariffWire(
            UUID id, String title, String cost, String periodType, String description, boolean isActive, boolean trialPeriod,
            @Nullable String trialPeriodType) {

        static TariffWire of(Tariff tariff) {
            var trial = tariff.trial();
            return new TariffWire(
                    tariff.id().value(), tariff.title(), tariff.price().decimal(), periodType(tariff.interval()),
                    tariff.description(), tariff.active(), trial != null, trial == null ? null : periodType(trial));
        }

        private static String periodType(BillingInterval interval) {
            return interval.unit().wireName();
        }
    }

    /**
     * A saved payment method. What is a card's is null for every other kind.
     *
     * @param expire {@code MM/YYYY}
     * @param kind {@code bank_card}, {@code sbp}, {@code yoo_money} or another word of the acquirer's
     * @param title the acquirer's name for it, or null
     */
    record MethodWire(
            UUID id, OffsetDateTime createdAt, OffsetDateTime modifiedAt, @Nullable String cardType, @Nullable String expire,
            @Nullable String last4, @Nullable String first6, String kind, @Nullable String title) {

        static MethodWire of(MethodView method, ZoneId zone) {
            return new MethodWire(
                    method.id().value(), at(method.createdAt(), zone), at(method.modifiedAt(), zone), method.cardType(),
                    method.expiry(), method.last4(), method.first6(), method.kind(), method.title());
        }
    }

    /** A refund that was started. */
    record RefundWire(UUID id, String status, String amount, String currency) {

        static RefundWire of(RefundView refund) {
            return new RefundWire(
                    refund.id().value(), refund.status().wireName(), refund.amount().decimal(), refund.amount().currency().name());
        }
    }

    /**
     * A subscription.
     *
     * @param endedAt the end of what is paid for or tried, while it lives; else when it ended
     * @param trial whether it is on trial
     * @param refund the refund that this very call started; absent otherwise
     */
    record SubscriptionWire(
            UUID id, Instant endedAt, String status, boolean trial, OffsetDateTime createdAt, OffsetDateTime modifiedAt,
            TariffWire tariff, @Nullable MethodWire paymentMethod,
            @JsonInclude(JsonInclude.Include.NON_NULL)
            @Nullable RefundWire refund) {

        static SubscriptionWire of(
                SubscriptionView subscription, @Nullable MethodView method, @Nullable RefundView refund, ZoneId zone) {
            var ended = subscription.endedAt();
            return new SubscriptionWire(
                    subscription.id().value(), ended == null ? subscription.period().end() : ended,
                    subscription.status().wireName(), subscription.trial(), at(subscription.createdAt(), zone),
                    at(subscription.modifiedAt(), zone), TariffWire.of(subscription.tariff()),
                    method == null ? null : MethodWire.of(method, zone), refund == null ? null : RefundWire.of(refund));
        }
    }

    /** An amount. {@code sum} is a decimal string. */
    record MoneyWire(String sum, String currency) {

        static MoneyWire of(Money money) {
            return new MoneyWire(money.decimal(), money.currency().name());
        }
    }

    /**
     * What cancelling now would do.
     *
     * @param refund what would go back, or null
     * @param accessUntil until when access would last; the present moment when it would end at once
     */
    record CancelPreviewWire(String status, @Nullable MoneyWire refund, Instant accessUntil) {

        static CancelPreviewWire of(CancelPreview.Possible preview) {
            var refund = preview.refund();
            return new CancelPreviewWire(
                    preview.status().wireName(), refund == null ? null : MoneyWire.of(refund), preview.accessUntil());
        }
    }

    /**
     * What changing the tariff now would come to.
     *
     * @param way now_prorated, now_full_price or at_period_end
     * @param charge what would be charged now
     * @param unused the unused share of what was paid for the present period
     * @param creditLeft the customer's credit afterwards, which the next charges use
     * @param periodStart when the new tariff would begin
     * @param periodEnd the end of its first period
     */
    record ChangePreviewWire(
            String way, MoneyWire charge, MoneyWire unused, MoneyWire creditLeft, Instant periodStart, Instant periodEnd) {

        static ChangePreviewWire of(ChangeTariffPreview.Possible preview) {
            return new ChangePreviewWire(
                    preview.way().wireName(), MoneyWire.of(preview.charge()), MoneyWire.of(preview.unused()),
                    MoneyWire.of(preview.creditLeft()), preview.start(), preview.end());
        }
    }

    /** Where the customer has to go. */
    record ConfirmationWire(String confirmationUrl) {}

    /** A payment whose outcome is being found out: ask {@code statusUrl} again. */
    record ProcessingWire(UUID paymentId, String status, String statusUrl) {

        static ProcessingWire of(UUID payment) {
            return new ProcessingWire(payment, "processing", "/api/v1/payments/" + payment);
        }
    }

    /** What somebody without a bearer learns of a payment. */
    record StatusWire(String status) {}

    private static OffsetDateTime at(Instant instant, ZoneId zone) {
        return instant.atZone(zone).toOffsetDateTime();
    }
}
