package io.kopeck.api.payments;

import io.kopeck.api.payments.Wire.PaymentWire;
import io.kopeck.api.payments.Wire.ProcessingWire;
import io.kopeck.api.payments.Wire.RefundProcessingWire;
import io.kopeck.api.payments.Wire.RefundWire;
import io.kopeck.api.web.Fields;
import io.kopeck.api.web.PageOf;
import io.kopeck.identity.Caller;
import io.kopeck.identity.Right;
import io.kopeck.kernel.Money;
import io.kopeck.payments.PaymentId;
import io.kopeck.payments.PaymentStatus;
import io.kopeck.payments.PaymentView;
import io.kopeck.payments.Payments;
import io.kopeck.payments.RefundResult;
import io.kopeck.payments.RefundStatus;
import io.kopeck.payments.Refunds;
import io.kopeck.payments.Resolution;
import io.kopeck.platform.problem.Problem;
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

/** Payments: one's own, or everybody's with the right to read all. Other people's payments do not exist (404). */
@RestController
@RequestMapping("/api/v1/payments")
@Tag(name = "Payments")
class PaymentController {

    private final Payments payments;
    private final Refunds refunds;

    PaymentController(Payments payments, Refunds refunds) {
        this.payments = payments;
        this.refunds = refunds;
    }

    /** All payments, newest first, for staff; or those a person has to decide about. */
    @GetMapping
    @Operation(summary = "All payments, newest first; parked=true: those a person has to decide about")
    PageOf<PaymentWire> payments(
            Caller caller, @RequestParam(defaultValue = "false") boolean parked, @RequestParam(required = false) @Nullable UUID cursor,
            @RequestParam(required = false) @Nullable Integer page,
            @RequestParam(name = "page_size", defaultValue = "20") int pageSize, HttpServletRequest request) {
        caller.require(Right.READ_ALL);
        var place = new PageOf.Place(cursor, page, pageSize);
        return PageOf.of(payments.list(parked, place.window()), place, request,
                payment -> PaymentWire.of(payment, true), payment -> payment.id().value());
    }

    /** The payment as last known. */
    @GetMapping("/{id}")
    @Operation(summary = "The payment as last known")
    PaymentWire payment(Caller caller, @PathVariable UUID id) {
        return wire(caller, visible(caller, id));
    }

    /** The payment's refunds, oldest first. */
    @GetMapping("/{id}/refunds")
    @Operation(summary = "The payment's refunds, oldest first")
    PageOf<RefundWire> refunds(
            Caller caller, @PathVariable UUID id, @RequestParam(defaultValue = "1") int page,
            @RequestParam(name = "page_size", defaultValue = "100") int pageSize, HttpServletRequest request) {
        var wanted = new PageOf.Wanted(page, pageSize);
        var payment = visible(caller, id);
        var all = refunds.of(payment).stream()
                .map(refund -> RefundWire.of(refund, payment.subscriptionId(), caller.has(Right.READ_ALL))).toList();
        return PageOf.cut(all, wanted, request);
    }

    /** Asks the acquirer how the payment stands, now. */
    @PostMapping("/check")
    @Operation(summary = "Ask the acquirer how the payment stands, now")
    PaymentWire check(Caller caller, @RequestBody Requests.Check body) {
        var payment = visible(caller, required(body.paymentId()));
        return wire(caller, payment.isUnfinished() ? payments.check(payment.id()) : payment);
    }

    /** Captures held money, whole or part. */
    @PostMapping("/confirm")
    @Operation(summary = "Capture a held payment, whole or part")
    @ApiResponse(responseCode = "200", description = "Captured", content = @Content(schema = @Schema(implementation = PaymentWire.class)))
    @ApiResponse(responseCode = "202", description = "The outcome is awaited", content = @Content(schema = @Schema(implementation = ProcessingWire.class)))
    @ApiResponse(responseCode = "409", description = "It is not held")
    ResponseEntity<?> confirm(Caller caller, @RequestBody Requests.Confirm body) {
        caller.require(Right.CAPTURE);
        var payment = visible(caller, required(body.paymentId()));
        var amount = amount(body.amount(), payment, payment.amount());
        if (payment.status() != PaymentStatus.WAITING_FOR_CAPTURE) {
            throw Problem.conflict("not_held", "No money is held for this payment");
        }
        if (amount.compareTo(payment.amount()) > 0) {
            throw Problem.conflict("amount_too_large", "Less than that is held").with("available", payment.amount().decimal());
        }
        var captured = payments.capture(payment.id(), amount, caller.actor());
        return captured.isUnfinished()
                ? ResponseEntity.accepted().body(ProcessingWire.of(captured))
                : ResponseEntity.ok(wire(caller, captured));
    }

    /** Returns money of a settled payment. */
    @PostMapping("/refund")
    @Operation(summary = "Return money of a settled payment, whole or part")
    @ApiResponse(responseCode = "201", description = "Decided: its status tells", content = @Content(schema = @Schema(implementation = RefundWire.class)))
    @ApiResponse(responseCode = "202", description = "The outcome is awaited", content = @Content(schema = @Schema(implementation = RefundProcessingWire.class)))
    @ApiResponse(responseCode = "409", description = "Less than that is left of the payment")
    ResponseEntity<?> refund(Caller caller, @RequestBody Requests.Refund body, HttpServletRequest request) {
        caller.require(Right.REFUND);
        var fields = new Fields();
        var id = fields.id("payment_id", body.paymentId());
        var reason = body.checkedReason(fields);
        fields.throwIfWrong();
        var payment = visible(caller, id.orElseThrow());
        var amount = body.amount() == null ? null : amount(body.amount(), payment, payment.amount());
        var result = refunds.request(payment.id(), amount, reason, request.getHeader("Idempotency-Key"),
                !caller.has(Right.REFUND_UNLIMITED), caller.actor());
        return switch (result) {
            case RefundResult.Started(var refund) when refund.status() == RefundStatus.PENDING ->
                    ResponseEntity.accepted().body(RefundProcessingWire.of(refund));
            case RefundResult.Started(var refund) -> ResponseEntity.status(HttpStatus.CREATED)
                    .body(RefundWire.of(refund, payment.subscriptionId(), caller.has(Right.READ_ALL)));
            case RefundResult.TooMuch(var left) -> throw Problem.conflict("amount_too_large", "Less than that is left of the payment")
                    .with("available", left.decimal());
            case RefundResult.AboveLimit(var limit) -> throw Problem.forbidden("refund_limit", "You may return less than that at once")
                    .with("limit", limit.decimal());
        };
    }

    /** Decides what a parked payment became, with a reason. */
    @PostMapping("/{id}/resolve")
    @Operation(summary = "Decide what a parked payment became: succeeded, not_charged, or ask_again")
    @ApiResponse(responseCode = "200", description = "The payment as it stands now", content = @Content(schema = @Schema(implementation = PaymentWire.class)))
    @ApiResponse(responseCode = "409", description = "It is not parked, or the acquirer's id belongs to something else")
    PaymentWire resolve(Caller caller, @PathVariable UUID id, @RequestBody Requests.ResolvePayment body) {
        caller.require(Right.RESOLVE_PARKED);
        var fields = new Fields();
        var verdict = body.verdict(fields);
        var reason = body.checkedReason(fields);
        fields.throwIfWrong();
        var payment = visible(caller, id);
        refuse(payments.resolve(payment.id(), verdict, reason, caller.actor()), "provider_payment_id");
        return wire(caller, visible(caller, id));
    }

    /** @param idField the field that names the acquirer's id */
    static void refuse(Resolution resolution, String idField) {
        switch (resolution) {
            case DONE -> { }
            case NOT_PARKED -> throw Problem.conflict("not_parked", "Nobody has to decide about this, or not any more");
            case ID_TAKEN -> throw Problem.conflict("provider_id_taken", "This id at the acquirer belongs to something else");
            case ID_NEEDED -> {
                var fields = new Fields();
                fields.refuse(idField, "is needed: we do not know the acquirer's id");
                fields.throwIfWrong();
            }
        }
    }

    private static Money amount(@Nullable String text, PaymentView payment, Money otherwise) {
        if (text == null) {
            return otherwise;
        }
        var fields = new Fields();
        var amount = fields.money("amount", text, payment.amount().currency());
        fields.throwIfWrong();
        return amount.orElseThrow();
    }

    private static UUID required(@Nullable UUID paymentId) {
        var fields = new Fields();
        var id = fields.id("payment_id", paymentId);
        fields.throwIfWrong();
        return id.orElseThrow();
    }

    private static PaymentWire wire(Caller caller, PaymentView payment) {
        return PaymentWire.of(payment, caller.has(Right.READ_ALL));
    }

    private PaymentView visible(Caller caller, UUID id) {
        return payments.find(new PaymentId(id))
                .filter(payment -> caller.sees(payment.customer()))
                .orElseThrow(() -> Problem.notFound("The payment"));
    }
}
