package io.kopeck.api.payments;

import io.kopeck.api.web.Fields;
import io.kopeck.api.web.PageOf;
import io.kopeck.identity.Caller;
import io.kopeck.identity.Right;
import io.kopeck.payments.PaymentId;
import io.kopeck.payments.Payments;
import io.kopeck.payments.ReceiptId;
import io.kopeck.payments.ReceiptState;
import io.kopeck.payments.ReceiptView;
import io.kopeck.payments.Receipts;
import io.kopeck.payments.spi.Receipt;
import io.kopeck.platform.problem.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Fiscal receipts (54-FZ): those of one's own payments, and for staff what waits or has failed. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Receipts")
class ReceiptController {

    private final Payments payments;
    private final Receipts receipts;

    ReceiptController(Payments payments, Receipts receipts) {
        this.payments = payments;
        this.receipts = receipts;
    }

    /** One document for every settlement of the payment: its own, then those of its refunds. Other people's: 404. */
    @GetMapping("/payments/{id}/receipts")
    @Operation(summary = "The receipts of the payment and of its refunds")
    PageOf<ReceiptWire> ofPayment(
            Caller caller, @PathVariable UUID id, @RequestParam(defaultValue = "1") int page,
            @RequestParam(name = "page_size", defaultValue = "100") int pageSize, HttpServletRequest request) {
        var wanted = new PageOf.Wanted(page, pageSize);
        var payment = payments.find(new PaymentId(id))
                .filter(found -> caller.sees(found.customer()))
                .orElseThrow(() -> Problem.notFound("The payment"));
        return page(receipts.of(payment), wanted, request);
    }

    /** Receipts that wait ({@code due}) or need a person ({@code failed}), oldest first; the first 1,000 of them. */
    @GetMapping("/receipts")
    @Operation(summary = "Receipts that wait or have failed")
    PageOf<ReceiptWire> inState(
            Caller caller, @RequestParam(defaultValue = "due") String state, @RequestParam(defaultValue = "1") int page,
            @RequestParam(name = "page_size", defaultValue = "100") int pageSize, HttpServletRequest request) {
        var wanted = new PageOf.Wanted(page, pageSize);
        caller.require(Right.READ_ALL);
        var asked = switch (state) {
            case "due" -> ReceiptState.DUE;
            case "failed" -> ReceiptState.FAILED;
            default -> throw Problem.badRequest("invalid_parameter", "state has to be due or failed");
        };
        return page(receipts.inState(asked), wanted, request);
    }

    /** Sends a failed receipt once more, with a reason for the audit log. */
    @PostMapping("/receipts/{id}/send-again")
    @Operation(summary = "Send a failed receipt once more")
    @ApiResponse(responseCode = "200", description = "The receipt, due again", content = @Content(schema = @Schema(implementation = ReceiptWire.class)))
    @ApiResponse(responseCode = "409", description = "It has not failed, or was sent too often")
    ReceiptWire sendAgain(Caller caller, @PathVariable UUID id, @RequestBody Requests.SendAgain body) {
        caller.require(Right.INVOICING);
        var fields = new Fields();
        var reason = body.checkedReason(fields);
        fields.throwIfWrong();
        var receipt = new ReceiptId(id);
        if (receipts.find(receipt).isEmpty()) {
            throw Problem.notFound("The receipt");
        }
        switch (receipts.sendAgain(receipt, reason, caller.actor())) {
            case BEGUN -> {}
            case NOT_FAILED -> throw Problem.conflict("receipt_not_failed", "Only a failed receipt can be sent again");
            case TOO_OFTEN -> throw Problem.conflict("receipt_sent_too_often", "The receipt was sent " + Receipts.TRIES_MAX + " times");
        }
        return ReceiptWire.of(receipts.find(receipt).orElseThrow());
    }

    private static PageOf<ReceiptWire> page(List<ReceiptView> views, PageOf.Wanted wanted, HttpServletRequest request) {
        return PageOf.cut(views.stream().map(ReceiptWire::of).toList(), wanted, request);
    }

    /**
     * A receipt.
     *
     * @param id null where none is required: such a document is not stored
     * @param refundId the refund it documents; null when it is the payment's own
     * @param state not_required, due, sent or failed
     * @param amount decimal string; the lines sum to it
     * @param code why it is not registered; {@code unconfirmed} where the acquirer took it and cannot be asked
     * @param dueBy when it has to be registered
     */
    record ReceiptWire(
            @Nullable UUID id, UUID paymentId, @Nullable UUID refundId, String state, String amount, String currency,
            List<LineWire> lines, int tries, @Nullable String code, Instant createdAt, @Nullable Instant dueBy,
            @Nullable Instant registeredAt) {

        static ReceiptWire of(ReceiptView receipt) {
            return new ReceiptWire(
                    receipt.id() == null ? null : receipt.id().value(), receipt.payment().value(),
                    receipt.refund() == null ? null : receipt.refund().value(), receipt.state().wireName(), receipt.amount().decimal(),
                    receipt.amount().currency().name(), receipt.lines().stream().map(LineWire::of).toList(), receipt.tries(),
                    receipt.code(), receipt.createdAt(), receipt.dueBy(), receipt.registeredAt());
        }
    }

    /**
     * A line.
     *
     * @param price of one, decimal string
     * @param vatCode as YooKassa counts: 1 none, 2 0 %, 3 10 %, 11 22 %, 12 22/122 and so on
     */
    record LineWire(String description, int quantity, String price, int vatCode, String subject, String mode) {

        static LineWire of(Receipt.Line line) {
            return new LineWire(
                    line.description(), line.quantity(), line.unitPrice().decimal(), line.vatCode(), line.subject(), line.mode());
        }
    }
}
