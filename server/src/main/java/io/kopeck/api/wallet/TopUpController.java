package io.kopeck.api.wallet;

import io.kopeck.api.payments.PaymentProblems;
import io.kopeck.api.payments.Wire.ProcessingWire;
import io.kopeck.api.web.Fields;
import io.kopeck.api.web.Products;
import io.kopeck.catalog.Product;
import io.kopeck.catalog.TopUpTerms;
import io.kopeck.identity.Caller;
import io.kopeck.identity.Right;
import io.kopeck.kernel.CustomerId;
import io.kopeck.kernel.Money;
import io.kopeck.payments.MethodId;
import io.kopeck.payments.PaymentId;
import io.kopeck.payments.PaymentView;
import io.kopeck.payments.Payments;
import io.kopeck.payments.Purpose;
import io.kopeck.platform.problem.Problem;
import io.kopeck.wallets.TopUp;
import io.kopeck.wallets.TopUpResult;
import io.kopeck.wallets.TopUps;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Objects;
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

/** Fills wallets: a customer its own, a bot those of its users. */
@RestController
@RequestMapping("/api/v1/wallet")
@Tag(name = "Wallet")
class TopUpController {

    /** For callers who may not look at payments. */
    private static final String STATUS_URL = "/api/v1/wallet/top-ups/";

    private final TopUps topUps;
    private final Payments payments;
    private final Owners owners;
    private final Products products;

    TopUpController(TopUps topUps, Payments payments, Owners owners, Products products) {
        this.topUps = topUps;
        this.payments = payments;
        this.owners = owners;
        this.products = products;
    }

    /**
     * Begins to put money into a wallet: 201 with the page to pay at, or with the payment alone when a saved method was charged.
     * While a payment of the same amount, in the same way, is under way, that one is answered again.
     */
    @PostMapping("/top-ups")
    @Operation(summary = "Put money into a wallet")
    @ApiResponse(responseCode = "201", description = "Go to this page to pay; without one a saved method was charged", content = @Content(schema = @Schema(implementation = WalletWire.TopUp.class)))
    @ApiResponse(responseCode = "202", description = "The acquirer's answer is awaited", content = @Content(schema = @Schema(implementation = ProcessingWire.class)))
    @ApiResponse(responseCode = "402", description = "Declined")
    @ApiResponse(responseCode = "409", description = "Too many payments wait for the customer already")
    ResponseEntity<?> topUp(Caller caller, @RequestBody Requests.TopUp body, @RequestParam(required = false) @Nullable String product) {
        var sold = products.withWallets(product);
        requireRight(caller, body);
        var fields = new Fields();
        if (body.telegramId() != null && body.customerId() != null) {
            fields.refuse("telegram_id", "either this or customer_id is needed");
        }
        var amount = fields.money("amount", body.amount(), sold.currency());
        fields.throwIfWrong();
        var topUp = new TopUp(
                customer(caller, body, sold), sold, amount.orElseThrow(), body.paymentMethod() == null ? null : new MethodId(body.paymentMethod()),
                Boolean.TRUE.equals(body.saveMethod()));
        return answer(payment(topUps.begin(topUp), terms(sold)));
    }

    /** A top-up as last known: one's own, or those of a bot's users. */
    @GetMapping("/top-ups/{id}")
    @Operation(summary = "A top-up as last known")
    WalletWire.TopUp topUp(Caller caller, @PathVariable UUID id) {
        return payments.find(new PaymentId(id))
                .filter(payment -> payment.purpose() == Purpose.TOP_UP)
                .filter(payment -> caller.sees(payment.customer()) || caller.has(Right.WALLET_OPERATE))
                .map(WalletWire.TopUp::of)
                .orElseThrow(() -> Problem.notFound("The top-up"));
    }

    /** A customer fills its own wallet; a saved method of somebody else is charged only with the right to act for customers. */
    private static void requireRight(Caller caller, Requests.TopUp body) {
        if (isOwn(caller, body)) {
            caller.requireConfirmed();
            return;
        }
        caller.require(Right.WALLET_OPERATE);
        if (body.paymentMethod() != null) {
            caller.require(Right.ACT_FOR_CUSTOMER);
        }
    }

    private static boolean isOwn(Caller caller, Requests.TopUp body) {
        return caller.isUser() && Owners.isOwn(caller, body.telegramId(), body.customerId());
    }

    private CustomerId customer(Caller caller, Requests.TopUp body, Product sold) {
        if (isOwn(caller, body)) {
            return caller.customer();
        }
        return owners.named(body.telegramId(), body.customerId(), sold).customer();
    }

    static TopUpTerms terms(Product sold) {
        return Objects.requireNonNull(sold.wallet()).topUps();
    }

    private static PaymentView payment(TopUpResult result, TopUpTerms terms) {
        return switch (result) {
            case TopUpResult.Begun(var payment) -> payment;
            case TopUpResult.AmountRefused _ -> throw refused(terms);
            case TopUpResult.NoSuchMethod _ -> throw Problem.notFound("The payment method");
            case TopUpResult.TooMany _ -> throw Problem.conflict(
                    "too_many_top_ups", "Too many payments wait to be paid already; pay one of them or wait until they expire");
        };
    }

    static Problem refused(TopUpTerms terms) {
        var fields = new Fields();
        fields.refuse("amount", "has to be " + least(terms.min()) + " or more" + (terms.whole() ? ", without a fraction" : ""));
        return fields.problem();
    }

    private static String least(Money min) {
        return min.decimal() + " " + min.currency();
    }

    private static ResponseEntity<?> answer(PaymentView payment) {
        if (payment.isUnfinished() && payment.confirmationUrl() == null) {
            return ResponseEntity.accepted().body(new ProcessingWire(payment.id().value(), WalletWire.PROCESSING, STATUS_URL + payment.id()));
        }
        if (!payment.isUnfinished() && payment.settledAt() == null) {
            throw PaymentProblems.declined(payment);
        }
        return ResponseEntity.status(HttpStatus.CREATED).body(WalletWire.TopUp.of(payment));
    }
}
