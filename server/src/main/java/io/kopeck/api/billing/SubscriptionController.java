package io.kopeck.api.billing;

import io.kopeck.api.billing.ResourceWire.PendingWire;
import io.kopeck.api.billing.ResourceWire.SubscriptionResource;
import io.kopeck.api.payments.PaymentProblems;
import io.kopeck.api.payments.Wire.PaymentWire;
import io.kopeck.api.web.Fields;
import io.kopeck.api.web.PageOf;
import io.kopeck.catalog.Catalog;
import io.kopeck.catalog.Tariff;
import io.kopeck.catalog.TariffId;
import io.kopeck.identity.Caller;
import io.kopeck.identity.Right;
import io.kopeck.kernel.CustomerId;
import io.kopeck.payments.MethodId;
import io.kopeck.payments.PaymentView;
import io.kopeck.payments.Payments;
import io.kopeck.platform.problem.Problem;
import io.kopeck.subscriptions.ChangeResult;
import io.kopeck.subscriptions.PayNowResult;
import io.kopeck.subscriptions.SubscribeResult;
import io.kopeck.subscriptions.SubscriptionId;
import io.kopeck.subscriptions.SubscriptionView;
import io.kopeck.subscriptions.Subscriptions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Subscriptions as resources (seed B): one's own, or everybody's for staff and service keys. What a customer can do with its
 * own by product stands in {@link BillingController}.
 */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Subscriptions")
class SubscriptionController {

    private final Subscriptions subscriptions;
    private final Payments payments;
    private final Catalog catalog;
    private final ActingFor acting;

    SubscriptionController(Subscriptions subscriptions, Payments payments, Catalog catalog, ActingFor acting) {
        this.subscriptions = subscriptions;
        this.payments = payments;
        this.catalog = catalog;
        this.acting = acting;
    }

    /**
     * @param planId the plan to subscribe to
     * @param paymentMethod a saved method of the customer; some products do without
     * @param promoCode lowers the first payment or prolongs the trial; may be left out
     * @param userId the customer; the caller itself when left out
     */
    record SubscribeBody(@Nullable UUID planId, @Nullable UUID paymentMethod, @Nullable String promoCode, @Nullable UUID userId) {}

    /** @param subscriptionId the subscription to cancel */
    record UnsubscribeBody(@Nullable UUID subscriptionId) {}

    /**
     * @param subscriptionId a subscription that waits for payment, to be paid now
     * @param planId or a plan to be bought
     * @param paymentMethod with {@code planId}: a saved method of the customer; some products do without
     * @param userId with {@code planId}: the customer; the caller itself when left out
     */
    record PaymentBody(@Nullable UUID subscriptionId, @Nullable UUID planId, @Nullable UUID paymentMethod, @Nullable UUID userId) {}

    /** Subscriptions, newest first. */
    @GetMapping("/subscriptions")
    @Operation(summary = "My subscriptions, or everybody's for staff, newest first; user_id: those of one customer")
    PageOf<SubscriptionResource> subscriptions(
            Caller caller, @RequestParam(name = "user_id", required = false) @Nullable UUID userId,
            @RequestParam(required = false) @Nullable UUID cursor, @RequestParam(required = false) @Nullable Integer page,
            @RequestParam(name = "page_size", defaultValue = "20") int pageSize, HttpServletRequest request) {
        var place = new PageOf.Place(cursor, page, pageSize);
        return PageOf.of(subscriptions.list(whose(caller, userId), place.window()), place, request,
                subscription -> SubscriptionResource.of(subscription, null), subscription -> subscription.id().value());
    }

    /** The subscription. */
    @GetMapping("/subscriptions/{id}")
    @Operation(summary = "A subscription")
    SubscriptionResource subscription(Caller caller, @PathVariable UUID id) {
        return SubscriptionResource.of(visible(caller, id), null);
    }

    /** The subscription's payments, newest first. */
    @GetMapping({"/subscriptions/{id}/payments", "/payments/subscription/{id}"})
    @Operation(summary = "The payments of a subscription, newest first")
    PageOf<PaymentWire> payments(
            Caller caller, @PathVariable UUID id, @RequestParam(required = false) @Nullable UUID cursor,
            @RequestParam(required = false) @Nullable Integer page,
            @RequestParam(name = "page_size", defaultValue = "20") int pageSize, HttpServletRequest request) {
        var place = new PageOf.Place(cursor, page, pageSize);
        var subscription = visible(caller, id);
        return PageOf.of(payments.ofSubscription(subscription.customer(), id, place.window()), place, request,
                payment -> PaymentWire.of(payment, caller.has(Right.READ_ALL)), payment -> payment.id().value());
    }

    /** Subscribes a customer to a plan. */
    @PostMapping("/subscriptions/subscribe")
    @Operation(summary = "Subscribe to a plan")
    @ApiResponse(responseCode = "201", description = "Subscribed: on trial, or paid at once", content = @Content(schema = @Schema(implementation = SubscriptionResource.class)))
    @ApiResponse(responseCode = "202", description = "Confirm at this page, or the outcome is awaited", content = @Content(schema = @Schema(implementation = PendingWire.class)))
    @ApiResponse(responseCode = "402", description = "Declined")
    @ApiResponse(responseCode = "409", description = "Subscribed already, or another payment is not finished")
    ResponseEntity<?> subscribe(Caller caller, @RequestBody SubscribeBody body) {
        var promoCode = new Requests.Subscribe(body.planId(), body.paymentMethod(), body.promoCode()).validPromoCode();
        return switch (subscribe(caller, body.planId(), body.paymentMethod(), promoCode, body.userId(), "subscriptions.subscribe")) {
            case SubscribeResult.Started(var subscription) ->
                    ResponseEntity.status(HttpStatus.CREATED).body(SubscriptionResource.of(subscription, null));
            case SubscribeResult.Confirm(var payment) -> pending(payment);
            case SubscribeResult.Processing(var payment) -> pending(payment);
            case SubscribeResult.Declined(var payment) -> throw PaymentProblems.declined(payment);
            case SubscribeResult.Refused(var reason) -> throw BillingController.refused(reason);
        };
    }

    /** Cancels a subscription by its product's policy; {@code refund} shows the refund that this started. */
    @PostMapping("/subscriptions/unsubscribe")
    @Operation(summary = "Cancel a subscription by its product's policy")
    @ApiResponse(responseCode = "200", description = "The subscription, with the refund that was started", content = @Content(schema = @Schema(implementation = SubscriptionResource.class)))
    @ApiResponse(responseCode = "409", description = "It has ended, or is like this already")
    SubscriptionResource unsubscribe(Caller caller, @RequestBody UnsubscribeBody body) {
        var subscription = live(caller, required(body.subscriptionId(), "subscription_id"));
        var customer = owner(caller, subscription, "subscriptions.unsubscribe");
        return switch (subscriptions.cancel(customer, subscription.product())) {
            case ChangeResult.Changed(var changed, var refund) -> SubscriptionResource.of(changed, refund);
            case ChangeResult.Refused(var reason) -> throw BillingController.refused(reason);
        };
    }

    /** Asks a customer for a payment: for a plan, or for a subscription that waits for one. */
    @PostMapping("/payments/payment")
    @Operation(summary = "Pay for a plan, or for a subscription that waits for payment")
    @ApiResponse(responseCode = "201", description = "Paid; or a trial began and nothing is to pay, then the subscription", content = @Content(schema = @Schema(implementation = PaymentWire.class)))
    @ApiResponse(responseCode = "202", description = "Confirm at this page, or the outcome is awaited", content = @Content(schema = @Schema(implementation = PendingWire.class)))
    @ApiResponse(responseCode = "402", description = "Declined")
    @ApiResponse(responseCode = "409", description = "Nothing is due, or another payment is not finished")
    ResponseEntity<?> pay(Caller caller, @RequestBody PaymentBody body) {
        if ((body.subscriptionId() == null) == (body.planId() == null)) {
            var fields = new Fields();
            fields.refuse("subscription_id", "either this or plan_id is needed");
            fields.throwIfWrong();
        }
        return body.subscriptionId() == null ? payForPlan(caller, body) : payNow(caller, body.subscriptionId());
    }

    private ResponseEntity<?> payForPlan(Caller caller, PaymentBody body) {
        return switch (subscribe(caller, body.planId(), body.paymentMethod(), null, body.userId(), "payments.pay")) {
            case SubscribeResult.Started(var subscription) -> paid(caller, subscription);
            case SubscribeResult.Confirm(var payment) -> pending(payment);
            case SubscribeResult.Processing(var payment) -> pending(payment);
            case SubscribeResult.Declined(var payment) -> throw PaymentProblems.declined(payment);
            case SubscribeResult.Refused(var reason) -> throw BillingController.refused(reason);
        };
    }

    private ResponseEntity<?> payNow(Caller caller, UUID id) {
        var subscription = live(caller, id);
        var customer = owner(caller, subscription, "payments.pay");
        return switch (subscriptions.payNow(customer, subscription.product())) {
            case PayNowResult.Paid(var renewed) -> paid(caller, renewed);
            case PayNowResult.Confirm(var payment) -> pending(payment);
            case PayNowResult.Processing(var payment) -> pending(payment);
            case PayNowResult.Declined(var payment) -> throw PaymentProblems.declined(payment);
            case PayNowResult.Refused(var reason) -> throw BillingController.refused(reason);
        };
    }

    private SubscribeResult subscribe(
            Caller caller, @Nullable UUID planId, @Nullable UUID paymentMethod, @Nullable String promoCode, @Nullable UUID userId,
            String action) {
        var tariff = new TariffId(required(planId, "plan_id"));
        var product = catalog.tariff(tariff).map(Tariff::product).flatMap(catalog::product).orElseThrow(() -> Problem.notFound("The plan"));
        var method = product.subscribesWithoutMethod() ? paymentMethod : required(paymentMethod, "payment_method");
        var customer = acting.customer(caller, userId, action);
        return subscriptions.subscribe(customer, product.code(), tariff, method == null ? null : new MethodId(method), promoCode);
    }

    /** The newest payment of what was just paid; the subscription where a trial made it needless. */
    private ResponseEntity<?> paid(Caller caller, SubscriptionView subscription) {
        var newest = payments.ofSubscription(subscription.customer(), subscription.id().value()).stream().findFirst();
        return ResponseEntity.status(HttpStatus.CREATED).body(newest.isPresent()
                ? PaymentWire.of(newest.get(), caller.has(Right.READ_ALL))
                : SubscriptionResource.of(subscription, null));
    }

    private static ResponseEntity<?> pending(PaymentView payment) {
        return ResponseEntity.accepted().body(PendingWire.of(payment));
    }

    private CustomerId owner(Caller caller, SubscriptionView subscription, String action) {
        return acting.customer(caller, subscription.customer().value(), action);
    }

    private SubscriptionView live(Caller caller, UUID id) {
        var subscription = visible(caller, id);
        if (!subscription.status().isLive()) {
            throw Problem.conflict("nothing_to_change", "The subscription has ended");
        }
        return subscription;
    }

    private SubscriptionView visible(Caller caller, UUID id) {
        return subscriptions.find(new SubscriptionId(id))
                .filter(subscription -> caller.sees(subscription.customer()))
                .orElseThrow(() -> Problem.notFound("The subscription"));
    }

    /** Whose subscriptions a caller means; null for everybody's. */
    private static @Nullable CustomerId whose(Caller caller, @Nullable UUID userId) {
        if (caller.has(Right.READ_ALL)) {
            return userId == null ? null : new CustomerId(userId);
        }
        if (userId != null && !caller.customer().value().equals(userId)) {
            caller.require(Right.READ_ALL);
        }
        return caller.customer();
    }

    private static UUID required(@Nullable UUID value, String field) {
        var fields = new Fields();
        var id = fields.id(field, value);
        fields.throwIfWrong();
        return id.orElseThrow();
    }
}
