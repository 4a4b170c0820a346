package io.kopeck.api.payments;

import io.kopeck.api.payments.Wire.RefundWire;
import io.kopeck.api.web.Fields;
import io.kopeck.api.web.PageOf;
import io.kopeck.identity.Caller;
import io.kopeck.identity.Right;
import io.kopeck.payments.PaymentView;
import io.kopeck.payments.Payments;
import io.kopeck.payments.RefundId;
import io.kopeck.payments.RefundView;
import io.kopeck.payments.Refunds;
import io.kopeck.platform.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Refunds: of one's own payments, or everybody's with the right to read all. */
@RestController
@RequestMapping("/api/v1/refunds")
@Tag(name = "Payments")
class RefundController {

    private final Refunds refunds;
    private final Payments payments;

    RefundController(Refunds refunds, Payments payments) {
        this.refunds = refunds;
        this.payments = payments;
    }

    /** All refunds, newest first, for staff; or those a person has to decide about. */
    @GetMapping
    @Operation(summary = "All refunds, newest first; parked=true: those a person has to decide about")
    PageOf<RefundWire> refunds(
            Caller caller, @RequestParam(defaultValue = "false") boolean parked, @RequestParam(required = false) @Nullable UUID cursor,
            @RequestParam(required = false) @Nullable Integer page,
            @RequestParam(name = "page_size", defaultValue = "20") int pageSize, HttpServletRequest request) {
        caller.require(Right.READ_ALL);
        var place = new PageOf.Place(cursor, page, pageSize);
        return PageOf.of(refunds.list(parked, place.window()), place, request,
                refund -> wire(caller, refund), refund -> refund.id().value());
    }

    /** The refund as last known. */
    @GetMapping("/{id}")
    @Operation(summary = "The refund as last known")
    RefundWire refund(Caller caller, @PathVariable UUID id) {
        return wire(caller, visible(caller, id));
    }

    /** Decides what a parked refund became, with a reason. */
    @PostMapping("/{id}/resolve")
    @Operation(summary = "Decide what a parked refund became: succeeded, not_returned, or ask_again")
    @ApiResponse(responseCode = "200", description = "The refund as it stands now", content = @Content(schema = @Schema(implementation = RefundWire.class)))
    @ApiResponse(responseCode = "409", description = "It is not parked, or the acquirer's id belongs to something else")
    RefundWire resolve(Caller caller, @PathVariable UUID id, @RequestBody Requests.ResolveRefund body) {
        caller.require(Right.RESOLVE_PARKED);
        var fields = new Fields();
        var verdict = body.verdict(fields);
        var reason = body.checkedReason(fields);
        fields.throwIfWrong();
        var refund = visible(caller, id);
        PaymentController.refuse(refunds.resolve(refund.id(), verdict, reason, caller.actor()), "provider_refund_id");
        return wire(caller, visible(caller, id));
    }

    private RefundWire wire(Caller caller, RefundView refund) {
        var subscription = payments.find(refund.payment()).map(PaymentView::subscriptionId).orElse(null);
        return RefundWire.of(refund, subscription, caller.has(Right.READ_ALL));
    }

    private RefundView visible(Caller caller, UUID id) {
        return refunds.find(new RefundId(id))
                .filter(refund -> caller.sees(refund.customer()))
                .orElseThrow(() -> Problem.notFound("The refund"));
    }
}
