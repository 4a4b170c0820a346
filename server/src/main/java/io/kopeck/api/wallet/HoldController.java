package io.kopeck.api.wallet;

import io.kopeck.api.wallet.WalletWire.Hold;
import io.kopeck.api.web.Fields;
import io.kopeck.api.web.Products;
import io.kopeck.audit.AuditEntry;
import io.kopeck.audit.AuditLog;
import io.kopeck.identity.Caller;
import io.kopeck.identity.Right;
import io.kopeck.kernel.Money;
import io.kopeck.platform.problem.Problem;
import io.kopeck.platform.tx.Transactions;
import io.kopeck.wallets.Charge;
import io.kopeck.wallets.ChargeResult;
import io.kopeck.wallets.HoldEnd;
import io.kopeck.wallets.HoldResult;
import io.kopeck.wallets.HoldView;
import io.kopeck.wallets.Holds;
import io.kopeck.wallets.OperationId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Operations whose price is set aside before the work and taken after it: held, then captured or released. */
@RestController
@RequestMapping("/api/v1/wallet/holds")
@Tag(name = "Wallet")
class HoldController {

    private final Holds holds;
    private final Owners owners;
    private final Answers answers;
    private final Products products;
    private final AuditLog audit;
    private final Transactions tx;
    private final Clock clock;

    HoldController(Holds holds, Owners owners, Answers answers, Products products, AuditLog audit, Transactions tx, Clock clock) {
        this.holds = holds;
        this.owners = owners;
        this.answers = answers;
        this.products = products;
        this.audit = audit;
        this.tx = tx;
        this.clock = clock;
    }

    /**
     * Holds an operation: a free one first, then the amount, which is the price list's unless the body says another. The same
     * {@code task_id} is held or charged once. What the price list leaves out of billing costs nothing and leaves no trace.
     */
    @PostMapping
    @Operation(summary = "Set the price of an operation aside")
    @ResponseStatus(HttpStatus.CREATED)
    @ApiResponse(responseCode = "201", description = "Held, now or before", content = @Content(schema = @Schema(implementation = Hold.class)))
    @ApiResponse(responseCode = "402", description = "Not enough money; nothing changed")
    @ApiResponse(responseCode = "409", description = "Beyond a limit, or the task was charged without a hold; nothing changed")
    Hold hold(Caller caller, @RequestBody Requests.HoldBody body, @RequestParam(required = false) @Nullable String product) {
        caller.require(Right.WALLET_OPERATE);
        var sold = products.withWallets(product);
        var fields = new Fields();
        body.operation().check(fields, "");
        var terms = sold.wallet() == null || body.type() == null ? null : sold.wallet().operations().get(body.type());
        if (terms == null) {
            fields.refuse("type", "is not in the price list");
        }
        var amount = body.amount() == null ? null : fields.money("amount", body.amount(), sold.currency()).orElse(null);
        var duration = body.duration(fields);
        fields.throwIfWrong();
        var wallet = owners.named(body.telegramId(), body.customerId(), sold);
        if (terms == null || !terms.billed()) {
            return Hold.unbilled(wallet);
        }
        var now = clock.instant();
        var charge = new Charge(
                wallet.id(), wallet.customer(), String.valueOf(body.taskId()), String.valueOf(body.type()),
                amount == null ? terms.price() : amount, LocalDate.ofInstant(now, sold.zone()));
        return switch (holds.hold(new io.kopeck.wallets.Hold(charge, now.plus(duration)))) {
            case HoldResult.Held(var hold) -> Hold.of(hold);
            case ChargeResult.Refused refused -> throw answers.refusal(refused, wallet.id());
        };
    }

    /** Charges what is held, or a part of it; the rest goes back. Idempotent for the same amount. */
    @PostMapping("/{id}/capture")
    @Operation(summary = "Charge what is held, or a part of it")
    @ApiResponse(responseCode = "200", description = "Captured, now or before", content = @Content(schema = @Schema(implementation = Hold.class)))
    @ApiResponse(responseCode = "409", description = "Released or expired, captured for another amount, or less than that is held")
    Hold capture(Caller caller, @PathVariable UUID id, @RequestBody Requests.CaptureBody body) {
        caller.require(Right.CAPTURE);
        var hold = find(id);
        var amount = amount(body, hold);
        return ended(caller, "wallets.capture", hold, () -> holds.capture(hold.operation(), amount));
    }

    /** Returns what is held. Idempotent, also after it expired. */
    @PostMapping("/{id}/release")
    @Operation(summary = "Return what is held")
    @ApiResponse(responseCode = "200", description = "Released, now or before", content = @Content(schema = @Schema(implementation = Hold.class)))
    @ApiResponse(responseCode = "409", description = "It was captured")
    Hold release(Caller caller, @PathVariable UUID id) {
        caller.require(Right.CAPTURE);
        var hold = find(id);
        return ended(caller, "wallets.release", hold, () -> holds.release(hold.operation()));
    }

    private HoldView find(UUID id) {
        return holds.find(new OperationId(id)).orElseThrow(() -> Problem.notFound("The hold"));
    }

    private static @Nullable Money amount(Requests.CaptureBody body, HoldView hold) {
        var fields = new Fields();
        var amount = body.amount() == null ? null : fields.money("amount", body.amount(), hold.price().currency()).orElse(null);
        fields.throwIfWrong();
        return amount;
    }

    /** What staff did is kept in the audit log; service keys do it all day. */
    private Hold ended(Caller caller, String action, HoldView hold, Supplier<HoldEnd> deed) {
        var end = tx.execute(() -> {
            if (caller.isUser()) {
                audit.record(new AuditEntry(clock.instant(), caller.actor(), action, "operation", hold.operation().value(), null, Map.of()));
            }
            return deed.get();
        });
        return switch (end) {
            case HoldEnd.Done(var done) -> Hold.of(done);
            case HoldEnd.Released() -> throw Problem.conflict("hold_released", "It was released or its time has run out; nothing was charged");
            case HoldEnd.Captured(var amount) -> throw Problem.conflict("hold_captured", "It was captured already; nothing changed")
                    .with("captured", amount.decimal());
            case HoldEnd.TooMuch(var held) -> throw Problem.conflict("amount_too_large", "Less than that is held").with("available", held.decimal());
        };
    }
}
