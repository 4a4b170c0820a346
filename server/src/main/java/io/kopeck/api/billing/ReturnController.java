package io.kopeck.api.billing;

import io.kopeck.api.billing.Wire.MethodWire;
import io.kopeck.api.billing.Wire.ProcessingWire;
import io.kopeck.api.billing.Wire.StatusWire;
import io.kopeck.api.billing.Wire.SubscriptionWire;
import io.kopeck.api.payments.PaymentProblems;
import io.kopeck.api.web.Pages;
import io.kopeck.catalog.Catalog;
import io.kopeck.catalog.Product;
import io.kopeck.identity.Caller;
import io.kopeck.payments.MethodView;
import io.kopeck.payments.Methods;
import io.kopeck.payments.PaymentView;
import io.kopeck.payments.Payments;
import io.kopeck.payments.Purpose;
import io.kopeck.platform.problem.Problem;
import io.kopeck.subscriptions.Subscriptions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Where the acquirer sends the browser back. Arriving proves nothing, so the acquirer is asked. A browser gets a page; a
 * client gets JSON, in full only with the payer's own bearer: without one just the payment's status.
 */
@RestController
@RequestMapping("/api/v1/billing")
@Tag(name = "Billing")
class ReturnController {

    private final Payments payments;
    private final Methods methods;
    private final Subscriptions subscriptions;
    private final Catalog catalog;
    private final Pages pages;

    ReturnController(Payments payments, Methods methods, Subscriptions subscriptions, Catalog catalog, Pages pages) {
        this.payments = payments;
        this.methods = methods;
        this.subscriptions = subscriptions;
        this.catalog = catalog;
        this.pages = pages;
    }

    /** 200 the saved method, 202 still pending, 402 declined with the reason. */
    @GetMapping("/approve-payment-method/{key}")
    @Operation(summary = "Where the browser comes back after a card was entered; a page for browsers")
    @ApiResponse(responseCode = "200", description = "Saved: the method to its owner, just the status to others", content = @Content(schema = @Schema(implementation = MethodWire.class)))
    @ApiResponse(responseCode = "202", description = "Still pending", content = @Content(schema = @Schema(implementation = StatusWire.class)))
    @ApiResponse(responseCode = "402", description = "Declined")
    ResponseEntity<?> approveMethod(@PathVariable String key, @Nullable Caller caller, HttpServletRequest request) {
        var payment = asked(key, true);
        if (Pages.wanted(request)) {
            return page(payment, request);
        }
        var method = savedMethod(payment);
        if (!payment.isUnfinished() && method == null) {
            throw PaymentProblems.declined(payment);
        }
        return answer(payment, caller, () -> method == null ? null : MethodWire.of(method, product(payment).zone()));
    }

    /** 200 the subscription, 202 still pending, 402 declined with the reason. */
    @GetMapping("/approve-payment/{key}")
    @Operation(summary = "Where the browser comes back after a payment; a page for browsers")
    @ApiResponse(responseCode = "200", description = "Paid: the subscription to its owner, just the status to others", content = @Content(schema = @Schema(implementation = SubscriptionWire.class)))
    @ApiResponse(responseCode = "202", description = "Still pending", content = @Content(schema = @Schema(implementation = StatusWire.class)))
    @ApiResponse(responseCode = "402", description = "Declined")
    ResponseEntity<?> approvePayment(@PathVariable String key, @Nullable Caller caller, HttpServletRequest request) {
        var payment = asked(key, false);
        if (Pages.wanted(request)) {
            return page(payment, request);
        }
        if (!payment.isUnfinished() && payment.settledAt() == null) {
            throw PaymentProblems.declined(payment);
        }
        return answer(payment, caller, () -> subscriptions.ofPayment(payment)
                .map(subscription -> SubscriptionWire.of(
                        subscription,
                        subscription.method() == null ? null : methods.findAny(payment.customer(), subscription.method()).orElse(null),
                        null, product(payment).zone()))
                .orElse(null));
    }

    private PaymentView asked(String key, boolean bind) {
        var found = payments.findByReturnToken(key).filter(payment -> (payment.purpose() == Purpose.BIND) == bind)
                .orElseThrow(() -> Problem.notFound("The payment"));
        return found.isUnfinished() ? payments.check(found.id()) : found;
    }

    private static ResponseEntity<?> answer(PaymentView payment, @Nullable Caller caller, Shape shape) {
        boolean own = caller != null && caller.sees(payment.customer());
        if (payment.isUnfinished()) {
            return ResponseEntity.accepted().body(own ? ProcessingWire.of(payment.id().value()) : new StatusWire("pending"));
        }
        var full = own ? shape.make() : null;
        return ResponseEntity.ok(full == null ? new StatusWire("succeeded") : full);
    }

    private ResponseEntity<String> page(PaymentView payment, HttpServletRequest request) {
        var outcome = payment.isUnfinished() ? "pending" : payment.settledAt() != null ? "succeeded" : "declined";
        return pages.render("approve.jte", 200, request, Map.of(
                "outcome", outcome,
                "purpose", payment.purpose(),
                "amount", payment.amount().decimal(),
                "currency", payment.amount().currency().name(),
                "retryUrl", payment.confirmationUrl() == null ? "" : payment.confirmationUrl(),
                "reason", payment.declineCode() == null ? "" : payment.declineCode()));
    }

    private @Nullable MethodView savedMethod(PaymentView payment) {
        var id = payment.method();
        return payment.settledAt() == null || id == null ? null : methods.findAny(payment.customer(), id).orElse(null);
    }

    private Product product(PaymentView payment) {
        return catalog.product(payment.product()).orElseThrow();
    }

    /** Makes the full answer for the payer. */
    private interface Shape {
        @Nullable Object make();
    }
}
