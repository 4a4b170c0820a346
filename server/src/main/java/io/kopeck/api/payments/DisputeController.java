package io.kopeck.api.payments;

import io.kopeck.api.web.PageOf;
import io.kopeck.identity.Caller;
import io.kopeck.identity.Right;
import io.kopeck.payments.DisputeView;
import io.kopeck.payments.Disputes;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Money that went back without us, for staff: what is booked also shows among the refunds of its payment. */
@RestController
@RequestMapping("/api/v1/disputes")
@Tag(name = "Payments")
class DisputeController {

    private final Disputes disputes;

    DisputeController(Disputes disputes) {
        this.disputes = disputes;
    }

    /**
     * One refund from the acquirer's cabinet, or one chargeback.
     *
     * @param cause {@code acquirer} or {@code chargeback}
     * @param status {@code received}, {@code booked}, {@code partly_booked}, {@code ours} or {@code unknown_payment}
     * @param sum what went back, a decimal string
     * @param booked how much of it our books have
     * @param userId null while its payment is unknown, as the ids of payment and refund
     */
    record DisputeWire(
            UUID id, String cause, String status, String account, String providerId, String providerPaymentId, String sum, String booked,
            String currency, @Nullable UUID userId, @Nullable UUID paymentId, @Nullable UUID refundId, Instant createdAt) {

        static DisputeWire of(DisputeView dispute) {
            return new DisputeWire(
                    dispute.id(), dispute.cause().wireName(), dispute.state().name().toLowerCase(Locale.ROOT), dispute.account(),
                    dispute.providerId(), dispute.providerPaymentId(), dispute.amount().decimal(), dispute.booked().decimal(),
                    dispute.amount().currency().name(), dispute.customer() == null ? null : dispute.customer().value(),
                    dispute.payment() == null ? null : dispute.payment().value(),
                    dispute.refund() == null ? null : dispute.refund().value(), dispute.receivedAt());
        }
    }

    /** All of them, newest first. */
    @GetMapping
    @Operation(summary = "Refunds made in the acquirer's cabinet, and chargebacks, newest first")
    PageOf<DisputeWire> disputes(
            Caller caller, @RequestParam(required = false) @Nullable UUID cursor, @RequestParam(required = false) @Nullable Integer page,
            @RequestParam(name = "page_size", defaultValue = "20") int pageSize, HttpServletRequest request) {
        caller.require(Right.READ_ALL);
        var place = new PageOf.Place(cursor, page, pageSize);
        return PageOf.of(disputes.list(place.window()), place, request, DisputeWire::of, DisputeView::id);
    }
}
