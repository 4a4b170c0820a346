package io.kopeck.api.payments;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.kopeck.payments.PaymentView;
import io.kopeck.payments.RefundView;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The JSON of payments and refunds, with seed B's field names. Money is a decimal string. */
public final class Wire {

    private Wire() {}

    /**
     * A payment.
     *
     * @param processing whether the outcome is being found out
     * @param parked whether a person has to decide; only staff are told
     * @param extra what else is known: purpose, attempts, what was returned, the page to confirm at, why it was declined
     */
    public record PaymentWire(
            UUID id, @Nullable UUID subscriptionId, String status, boolean processing,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean parked, UUID userId, String sum, String currency,
            Map<String, Object> extra, Instant createdAt, Instant modifiedAt) {

        /** @param staff whether the reader may know what only people who run the service need */
        public static PaymentWire of(PaymentView payment, boolean staff) {
            var extra = new LinkedHashMap<String, Object>();
            extra.put("purpose", payment.purpose().wireName());
            extra.put("product", payment.product().value());
            extra.put("attempts", payment.attempts());
            extra.put("settled", payment.settled().decimal());
            extra.put("refunded", payment.refunded().decimal());
            if (payment.confirmationUrl() != null) {
                extra.put("confirmation_url", payment.confirmationUrl());
            }
            if (payment.declineCode() != null && !payment.parked()) {
                extra.put("decline_code", payment.declineCode());
            }
            if (staff) {
                extra.put("account", payment.account());
                if (payment.parked() && payment.declineCode() != null) {
                    extra.put("parked_because", payment.declineCode());
                }
            }
            return new PaymentWire(
                    payment.id().value(), payment.subscriptionId(), payment.status().wireName(), payment.processing(),
                    staff ? payment.parked() : null, payment.customer().value(), payment.amount().decimal(),
                    payment.amount().currency().name(), extra, payment.createdAt(), payment.modifiedAt());
        }
    }

    /**
     * A refund.
     *
     * @param subscriptionId of its payment
     * @param parked whether a person has to decide; only staff are told
     * @param extra its payment, why it was made, and why it failed
     */
    public record RefundWire(
            UUID id, @Nullable UUID subscriptionId, String status,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean parked, UUID userId, String sum, String currency,
            Map<String, Object> extra, Instant createdAt, @Nullable Instant settledAt) {

        /** @param subscription the one its payment is for; null when it is for none */
        static RefundWire of(RefundView refund, @Nullable UUID subscription, boolean staff) {
            var extra = new LinkedHashMap<String, Object>();
            extra.put("payment_id", refund.payment().value());
            extra.put("cause", refund.cause().wireName());
            if (staff) {
                extra.put("reason", refund.reason());
                if (refund.code() != null) {
                    extra.put(refund.parked() ? "parked_because" : "decline_code", refund.code());
                }
            }
            return new RefundWire(
                    refund.id().value(), subscription, refund.status().wireName(), staff ? refund.parked() : null,
                    refund.customer().value(), refund.amount().decimal(), refund.amount().currency().name(), extra,
                    refund.createdAt(), refund.settledAt());
        }
    }

    /** A payment whose outcome is being found out: ask {@code statusUrl} again. */
    public record ProcessingWire(UUID paymentId, String status, String statusUrl) {

        public static ProcessingWire of(PaymentView payment) {
            return new ProcessingWire(payment.id().value(), "processing", "/api/v1/payments/" + payment.id());
        }
    }

    /** A refund whose outcome is being found out: ask {@code statusUrl} again. */
    record RefundProcessingWire(UUID refundId, UUID paymentId, String status, String statusUrl) {

        static RefundProcessingWire of(RefundView refund) {
            return new RefundProcessingWire(
                    refund.id().value(), refund.payment().value(), "processing", "/api/v1/refunds/" + refund.id());
        }
    }
}
