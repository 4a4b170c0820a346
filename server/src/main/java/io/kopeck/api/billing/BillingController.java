package io.kopeck.api.billing;

import io.kopeck.api.billing.Wire.CancelPreviewWire;
import io.kopeck.api.billing.Wire.ChangePreviewWire;
import io.kopeck.api.billing.Wire.ConfirmationWire;
import io.kopeck.api.billing.Wire.MethodWire;
import io.kopeck.api.billing.Wire.ProcessingWire;
import io.kopeck.api.billing.Wire.SubscriptionWire;
import io.kopeck.api.billing.Wire.TariffWire;
import io.kopeck.api.payments.PaymentProblems;
import io.kopeck.api.web.PageOf;
import io.kopeck.api.web.Products;
import io.kopeck.catalog.Catalog;
import io.kopeck.catalog.Product;
import io.kopeck.catalog.TariffId;
import io.kopeck.identity.Caller;
import io.kopeck.payments.MethodId;
import io.kopeck.payments.MethodView;
import io.kopeck.payments.Methods;
import io.kopeck.payments.PaymentView;
import io.kopeck.payments.RefundView;
import io.kopeck.platform.problem.Problem;
import io.kopeck.subscriptions.CancelPreview;
import io.kopeck.subscriptions.ChangeResult;
import io.kopeck.subscriptions.ChangeTariffPreview;
import io.kopeck.subscriptions.ChangeTariffResult;
import io.kopeck.subscriptions.PayNowResult;
import io.kopeck.subscriptions.SubscribeResult;
import io.kopeck.subscriptions.SubscriptionView;
import io.kopeck.subscriptions.Subscriptions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Tariffs, methods and the subscription of whoever calls. All but the tariffs need a bearer; paying needs a confirmed one. */
@RestController
@RequestMapping("/api/v1/billing")
@Tag(name = "Billing")
class BillingController {

    private final Products products;
    private final Catalog catalog;
    private final Methods methods;
    private final Subscriptions subscriptions;
    private final Clock clock;

    BillingController(Products products, Catalog catalog, Methods methods, Subscriptions subscriptions, Clock clock) {
        this.products = products;
        this.catalog = catalog;
        this.methods = methods;
        this.subscriptions = subscriptions;
        this.clock = clock;
    }

    /** The tariffs on sale. */
    @GetMapping("/tariffs")
    @Operation(summary = "The tariffs on sale")
    PageOf<TariffWire> tariffs(
            @RequestParam(required = false) @Nullable String product, @RequestParam(defaultValue = "1") int page,
            @RequestParam(name = "page_size", defaultValue = "100") int pageSize, HttpServletRequest request) {
        var all = catalog.tariffs(products.named(product).code()).stream().map(TariffWire::of).toList();
        return PageOf.cut(all, new PageOf.Wanted(page, pageSize), request);
    }

    /** Begins to bind a card: 201 with the page to go to; 202 while the acquirer's answer is awaited. */
    @PostMapping("/payment-method")
    @Operation(summary = "Begin to save a card")
    @ApiResponse(responseCode = "201", description = "Go to this page to enter the card", content = @Content(schema = @Schema(implementation = ConfirmationWire.class)))
    @ApiResponse(responseCode = "202", description = "The acquirer's answer is awaited", content = @Content(schema = @Schema(implementation = ProcessingWire.class)))
    @ApiResponse(responseCode = "402", description = "Declined")
    ResponseEntity<?> bind(Caller caller, @RequestParam(required = false) @Nullable String product) {
        caller.requireConfirmed();
        var payment = methods.bind(caller.customer(), products.named(product).code());
        if (payment.confirmationUrl() != null) {
            return ResponseEntity.status(HttpStatus.CREATED).body(new ConfirmationWire(payment.confirmationUrl()));
        }
        if (payment.isUnfinished()) {
            return processing(payment);
        }
        throw PaymentProblems.declined(payment);
    }

    /** The saved methods, oldest first. */
    @GetMapping("/payment-method")
    @Operation(summary = "My saved cards")
    PageOf<MethodWire> methods(
            Caller caller, @RequestParam(required = false) @Nullable String product, @RequestParam(defaultValue = "1") int page,
            @RequestParam(name = "page_size", defaultValue = "100") int pageSize, HttpServletRequest request) {
        var zone = products.named(product).zone();
        var all = methods.of(caller.customer()).stream().map(method -> MethodWire.of(method, zone)).toList();
        return PageOf.cut(all, new PageOf.Wanted(page, pageSize), request);
    }

    /** Removes a method; it is never charged again. Always possible, 404 when there is no such method. */
    @DeleteMapping("/payment-method/{id}")
    @Operation(summary = "Remove a saved card; it is never charged again")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(Caller caller, @PathVariable UUID id) {
        if (!methods.remove(caller.customer(), new MethodId(id))) {
            throw Problem.notFound("The payment method");
        }
    }

    /**
     * Subscribes: 201 with the subscription (trial, or paid at once), 202 with the page to confirm at or while the outcome
     * is awaited, 402 declined, 409 already subscribed. Without {@code payment_method}, where the product lets it, the customer
     * fills one in at the page.
     */
    @PostMapping("/subscription")
    @Operation(summary = "Subscribe")
    @ApiResponse(responseCode = "201", description = "Subscribed: on trial, or paid at once", content = @Content(schema = @Schema(implementation = SubscriptionWire.class)))
    @ApiResponse(responseCode = "202", description = "Confirm at this page, or the outcome is awaited", content = @Content(schema = @Schema(implementation = ConfirmationWire.class)))
    @ApiResponse(responseCode = "402", description = "Declined")
    @ApiResponse(responseCode = "409", description = "Subscribed already, or another payment is not finished")
    ResponseEntity<?> subscribe(
            Caller caller, @RequestBody Requests.Subscribe body, @RequestParam(required = false) @Nullable String product) {
        caller.requireConfirmed();
        var tariff = new TariffId(Requests.require(body.tariff(), "tariff"));
        var sold = products.named(product);
        var named = sold.subscribesWithoutMethod() ? body.paymentMethod() : Requests.require(body.paymentMethod(), "payment_method");
        var method = named == null ? null : new MethodId(named);
        var promoCode = body.validPromoCode();
        return switch (subscriptions.subscribe(caller.customer(), sold.code(), tariff, method, promoCode)) {
            case SubscribeResult.Started(var subscription) ->
                    ResponseEntity.status(HttpStatus.CREATED).body(wire(subscription, null, sold));
            case SubscribeResult.Confirm(var payment) -> confirm(payment);
            case SubscribeResult.Processing(var payment) -> processing(payment);
            case SubscribeResult.Declined(var payment) -> throw PaymentProblems.declined(payment);
            case SubscribeResult.Refused(var reason) -> throw refused(reason);
        };
    }

    /** The subscription: the live one, else the latest. */
    @GetMapping("/subscription")
    @Operation(summary = "My subscription: the live one, else the latest")
    SubscriptionWire subscription(Caller caller, @RequestParam(required = false) @Nullable String product) {
        var sold = products.named(product);
        return subscriptions.current(caller.customer(), sold.code())
                .map(subscription -> wire(subscription, null, sold))
                .orElseThrow(() -> Problem.notFound("The subscription"));
    }

    /** What cancelling now would do: the status afterwards, what would go back, and until when access would last. */
    @GetMapping("/cancel-subscription")
    @Operation(summary = "What cancelling now would do; changes nothing")
    @ApiResponse(responseCode = "200", description = "What would follow", content = @Content(schema = @Schema(implementation = CancelPreviewWire.class)))
    @ApiResponse(responseCode = "409", description = "It is like this already")
    CancelPreviewWire previewCancel(Caller caller, @RequestParam(required = false) @Nullable String product) {
        return switch (subscriptions.previewCancel(caller.customer(), products.named(product).code())) {
            case CancelPreview.Possible possible -> CancelPreviewWire.of(possible);
            case CancelPreview.Refused(var reason) -> throw refused(reason);
        };
    }

    /** Cancels by the product's policy; {@code refund} shows the refund that this started. */
    @PutMapping("/cancel-subscription")
    @Operation(summary = "Cancel by the product's policy")
    @ApiResponse(responseCode = "200", description = "The subscription, with the refund that was started", content = @Content(schema = @Schema(implementation = SubscriptionWire.class)))
    @ApiResponse(responseCode = "409", description = "It is like this already")
    SubscriptionWire cancel(Caller caller, @RequestParam(required = false) @Nullable String product) {
        var sold = products.named(product);
        return changed(subscriptions.cancel(caller.customer(), sold.code()), sold);
    }

    /** Charges another saved method from now on; a subscription that waits for payment is charged at once. */
    @PutMapping("/change-payment-method")
    @Operation(summary = "Charge another saved card from now on")
    @ApiResponse(responseCode = "200", description = "The subscription", content = @Content(schema = @Schema(implementation = SubscriptionWire.class)))
    @ApiResponse(responseCode = "409", description = "It is like this already")
    SubscriptionWire changeMethod(
            Caller caller, @RequestBody Requests.ChangeMethod body, @RequestParam(required = false) @Nullable String product) {
        var sold = products.named(product);
        var method = new MethodId(Requests.require(body.paymentMethodId(), "payment_method_id"));
        if (methods.find(caller.customer(), method).isEmpty()) {
            throw Problem.notFound("The payment method");
        }
        return changed(subscriptions.changeMethod(caller.customer(), sold.code(), method), sold);
    }

    /** Pauses until a moment: no charge and no access; the rest of the paid period runs on afterwards. */
    @PostMapping("/pause-subscription")
    @Operation(summary = "Pause until a moment; the rest of the paid period is kept")
    @ApiResponse(responseCode = "200", description = "The subscription", content = @Content(schema = @Schema(implementation = SubscriptionWire.class)))
    @ApiResponse(responseCode = "409", description = "It cannot be paused now, or not for so long")
    SubscriptionWire pause(
            Caller caller, @RequestBody Requests.Pause body, @RequestParam(required = false) @Nullable String product) {
        var sold = products.named(product);
        var until = body.validUntil(clock.instant());
        return changed(subscriptions.pause(caller.customer(), sold.code(), until), sold);
    }

    /** Turns renewal on again before the paid time ends; ends a pause. */
    @PostMapping("/resume-subscription")
    @Operation(summary = "Turn renewal on again, or end a pause")
    @ApiResponse(responseCode = "200", description = "The subscription", content = @Content(schema = @Schema(implementation = SubscriptionWire.class)))
    @ApiResponse(responseCode = "409", description = "It cannot be resumed now")
    SubscriptionWire resume(Caller caller, @RequestParam(required = false) @Nullable String product) {
        var sold = products.named(product);
        return changed(subscriptions.resume(caller.customer(), sold.code()), sold);
    }

    /** Pays a waiting subscription now: 200 paid, 202 to confirm or processing, 402 declined, 409 nothing is due. */
    @PostMapping("/pay-now")
    @Operation(summary = "Pay a waiting subscription now")
    @ApiResponse(responseCode = "200", description = "Paid", content = @Content(schema = @Schema(implementation = SubscriptionWire.class)))
    @ApiResponse(responseCode = "202", description = "Confirm at this page, or the outcome is awaited", content = @Content(schema = @Schema(implementation = ConfirmationWire.class)))
    @ApiResponse(responseCode = "402", description = "Declined")
    @ApiResponse(responseCode = "409", description = "Nothing is due")
    ResponseEntity<?> payNow(Caller caller, @RequestParam(required = false) @Nullable String product) {
        caller.requireConfirmed();
        var sold = products.named(product);
        return switch (subscriptions.payNow(caller.customer(), sold.code())) {
            case PayNowResult.Paid(var subscription) -> ResponseEntity.ok(wire(subscription, null, sold));
            case PayNowResult.Confirm(var payment) -> confirm(payment);
            case PayNowResult.Processing(var payment) -> processing(payment);
            case PayNowResult.Declined(var payment) -> throw PaymentProblems.declined(payment);
            case PayNowResult.Refused(var reason) -> throw refused(reason);
        };
    }

    /** What changing the tariff now would come to. */
    @GetMapping("/change-tariff")
    @Operation(summary = "What changing the tariff now would come to; changes nothing")
    @ApiResponse(responseCode = "200", description = "What would follow", content = @Content(schema = @Schema(implementation = ChangePreviewWire.class)))
    @ApiResponse(responseCode = "409", description = "It cannot be changed so now")
    ChangePreviewWire previewChange(
            Caller caller, @RequestParam(required = false) @Nullable UUID tariff,
            @RequestParam(required = false) @Nullable String product) {
        var customer = caller.customer();
        var sold = products.named(product);
        if (tariff == null) {
            throw Problem.badRequest("invalid_parameter", "The parameter tariff is missing");
        }
        return switch (subscriptions.previewChange(customer, sold.code(), new TariffId(tariff))) {
            case ChangeTariffPreview.Possible possible -> ChangePreviewWire.of(possible);
            case ChangeTariffPreview.Refused(var reason) -> throw refused(reason);
        };
    }

    /**
     * Changes the tariff by the product's policy: 200 changed, or planned for the end of the period; 202 to confirm or
     * processing; 402 declined; 409 not possible now. Naming the present tariff takes a planned change back.
     */
    @PutMapping("/change-tariff")
    @Operation(summary = "Change the tariff by the product's policy")
    @ApiResponse(responseCode = "200", description = "Changed, or planned for the end of the period", content = @Content(schema = @Schema(implementation = SubscriptionWire.class)))
    @ApiResponse(responseCode = "202", description = "Confirm at this page, or the outcome is awaited", content = @Content(schema = @Schema(implementation = ConfirmationWire.class)))
    @ApiResponse(responseCode = "402", description = "Declined; the tariff stays")
    @ApiResponse(responseCode = "409", description = "It cannot be changed so now")
    ResponseEntity<?> changeTariff(
            Caller caller, @RequestBody Requests.ChangeTariff body, @RequestParam(required = false) @Nullable String product) {
        caller.requireConfirmed();
        var tariff = new TariffId(Requests.require(body.tariff(), "tariff"));
        var sold = products.named(product);
        return switch (subscriptions.changeTariff(caller.customer(), sold.code(), tariff)) {
            case ChangeTariffResult.Changed(var subscription) -> ResponseEntity.ok(wire(subscription, null, sold));
            case ChangeTariffResult.Confirm(var payment) -> confirm(payment);
            case ChangeTariffResult.Processing(var payment) -> processing(payment);
            case ChangeTariffResult.Declined(var payment) -> throw PaymentProblems.declined(payment);
            case ChangeTariffResult.Refused(var reason) -> throw refused(reason);
        };
    }

    private SubscriptionWire changed(ChangeResult result, Product sold) {
        return switch (result) {
            case ChangeResult.Changed(var subscription, var refund) -> wire(subscription, refund, sold);
            case ChangeResult.Refused(var reason) -> throw refused(reason);
        };
    }

    private SubscriptionWire wire(SubscriptionView subscription, @Nullable RefundView refund, Product sold) {
        return SubscriptionWire.of(subscription, method(subscription), refund, sold.zone());
    }

    private @Nullable MethodView method(SubscriptionView subscription) {
        var id = subscription.method();
        return id == null ? null : methods.findAny(subscription.customer(), id).orElse(null);
    }

    private static ResponseEntity<?> confirm(PaymentView payment) {
        return ResponseEntity.accepted().body(new ConfirmationWire(String.valueOf(payment.confirmationUrl())));
    }

    private static ResponseEntity<?> processing(PaymentView payment) {
        return ResponseEntity.accepted().body(ProcessingWire.of(payment.id().value()));
    }

    private static Problem noMethod() {
        return Problem.conflict("no_payment_method", "There is no saved card to charge; add one first");
    }

    static Problem refused(SubscribeResult.Reason reason) {
        return switch (reason) {
            case ALREADY_SUBSCRIBED -> Problem.conflict("already_subscribed", "You already have this subscription");
            case OTHER_TARIFF_PENDING -> Problem.conflict(
                    "other_payment_pending", "A payment for another tariff is not finished yet; finish it or wait until it expires");
            case NO_SUCH_TARIFF -> Problem.notFound("The tariff");
            case NO_SUCH_METHOD -> Problem.notFound("The payment method");
            case NO_METHOD -> noMethod();
            case PROMO_NOT_VALID -> Problem.conflict("promo_code_not_valid", "This promo code does not hold here");
            case PROMO_USED_UP -> Problem.conflict("promo_code_used_up", "This promo code was used as often as it may be");
        };
    }

    private static Problem refused(ChangeTariffResult.Reason reason) {
        return switch (reason) {
            case NO_SUBSCRIPTION -> refused(ChangeResult.Reason.NO_SUBSCRIPTION);
            case NO_SUCH_TARIFF -> refused(SubscribeResult.Reason.NO_SUCH_TARIFF);
            case ALREADY -> refused(ChangeResult.Reason.ALREADY);
            case OTHER_CHANGE_PENDING -> refused(SubscribeResult.Reason.OTHER_TARIFF_PENDING);
            case NO_METHOD -> noMethod();
            case NOT_ALLOWED -> refused(ChangeResult.Reason.NOT_ALLOWED);
        };
    }

    static Problem refused(ChangeResult.Reason reason) {
        return switch (reason) {
            case NO_SUBSCRIPTION -> Problem.notFound("A live subscription");
            case ALREADY -> Problem.conflict("nothing_to_change", "The subscription is like this already");
            case NO_METHOD -> noMethod();
            case TOO_MANY_ATTEMPTS -> new Problem(429, "too_many_attempts", "This payment was tried too often; please ask support");
            case NOT_ALLOWED -> Problem.conflict("not_allowed", "The rules of the product do not allow this for the subscription as it is now");
            case PAUSE_TOO_LONG -> Problem.conflict("pause_too_long", "There are not so many days of pause left in this year");
            case NOT_DUE -> Problem.conflict("not_due", "There is nothing to do for the subscription now");
        };
    }
}
