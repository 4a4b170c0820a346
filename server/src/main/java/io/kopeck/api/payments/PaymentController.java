package io.kopeck.api.payments;

import io.kopeck.identity.Caller;
import io.kopeck.payments.PaymentId;
import io.kopeck.payments.PaymentView;
import io.kopeck.payments.Payments;
import io.kopeck.platform.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Payments: one's own, or everybody's with the right to read all. Other people's payments do not exist (404). */
@RestController
@RequestMapping("/api/v1/payments")
@Tag(name = "Payments")
class PaymentController {

    private final Payments payments;

    PaymentController(Payments payments) {
        this.payments = payments;
    }

    /** The payment as last known. */
    @GetMapping("/{id}")
    @Operation(summary = "The payment as last known")
    PaymentWire payment(Caller caller, @PathVariable UUID id) {
        return PaymentWire.of(visible(caller, id));
    }

    /** Asks the acquirer how the payment stands, now. */
    @PostMapping("/check")
    @Operation(summary = "Ask the acquirer how the payment stands, now")
    PaymentWire check(Caller caller, @RequestBody Check body) {
        if (body.paymentId() == null) {
            throw Problem.badRequest("invalid_field", "A field of the body is missing").with("errors", Map.of("payment_id", "is missing"));
        }
        var payment = visible(caller, body.paymentId());
        return PaymentWire.of(payment.isUnfinished() ? payments.check(payment.id()) : payment);
    }

    private PaymentView visible(Caller caller, UUID id) {
        return payments.find(new PaymentId(id))
                .filter(payment -> caller.sees(payment.customer()))
                .orElseThrow(() -> Problem.notFound("The payment"));
    }

    /** @param paymentId the payment to ask about */
    record Check(@Nullable UUID paymentId) {}

    /**
     * A payment, with seed B's field names.
     *
     * @param sum decimal string
     * @param processing whether the outcome is being found out
     * @param extra what else is known: purpose, attempts, the page to confirm at, why it was declined
     */
    record PaymentWire(
            UUID id, @Nullable UUID subscriptionId, String status, boolean processing, UUID userId, String sum, String currency,
            Map<String, Object> extra, Instant createdAt, Instant modifiedAt) {

        static PaymentWire of(PaymentView payment) {
            var extra = new LinkedHashMap<String, Object>();
            extra.put("purpose", payment.purpose().wireName());
            extra.put("attempts", payment.attempts());
            extra.put("refunded", payment.refunded().decimal());
            if (payment.confirmationUrl() != null) {
                extra.put("confirmation_url", payment.confirmationUrl());
            }
            if (payment.declineCode() != null && !payment.parked()) {
                extra.put("decline_code", payment.declineCode());
            }
            return new PaymentWire(
                    payment.id().value(), payment.subscriptionId(), payment.status().wireName(), payment.processing(),
                    payment.customer().value(), payment.amount().decimal(), payment.amount().currency().name(), extra,
                    payment.createdAt(), payment.modifiedAt());
        }
    }
}
