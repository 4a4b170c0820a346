package io.kopeck.api.wallet;

import io.kopeck.api.wallet.KnownWallets.Owned;
import io.kopeck.api.wallet.WalletWire.BatchItem;
import io.kopeck.api.wallet.WalletWire.Charged;
import io.kopeck.api.wallet.WalletWire.Wallet;
import io.kopeck.api.web.Fields;
import io.kopeck.api.web.Products;
import io.kopeck.catalog.OperationTerms;
import io.kopeck.catalog.Product;
import io.kopeck.identity.Caller;
import io.kopeck.identity.Right;
import io.kopeck.kernel.Money;
import io.kopeck.platform.problem.Problem;
import io.kopeck.wallets.Charge;
import io.kopeck.wallets.ChargeResult;
import io.kopeck.wallets.OperationId;
import io.kopeck.wallets.OperationStatus;
import io.kopeck.wallets.Wallets;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Prepaid wallets: opened and charged by bots and workers with a service key; a customer looks at its own. Each call takes
 * {@code ?product=}; without it the first product of the catalog that has wallets is meant.
 */
@RestController
@RequestMapping("/api/v1/wallet")
@Tag(name = "Wallet")
class WalletController {

    private final Wallets wallets;
    private final KnownWallets known;
    private final Owners owners;
    private final Products products;
    private final Answers answers;
    private final Clock clock;

    WalletController(Wallets wallets, KnownWallets known, Owners owners, Products products, Answers answers, Clock clock) {
        this.wallets = wallets;
        this.known = known;
        this.owners = owners;
        this.products = products;
        this.answers = answers;
        this.clock = clock;
    }

    /** The wallet of a Telegram user, opened with its free operations when there is none. Idempotent. */
    @PutMapping("/users/{telegramId}")
    @Operation(summary = "Get or open the wallet of a Telegram user")
    @ApiResponse(responseCode = "200", description = "It was there", content = @Content(schema = @Schema(implementation = Wallet.class)))
    @ApiResponse(responseCode = "201", description = "It was opened", content = @Content(schema = @Schema(implementation = Wallet.class)))
    ResponseEntity<Wallet> open(
            Caller caller, @PathVariable String telegramId, @RequestParam(required = false) @Nullable String product) {
        caller.require(Right.WALLET_OPERATE);
        var sold = products.withWallets(product);
        var customer = owners.opened(telegramId);
        boolean isNew = wallets.find(customer, sold.code()).isEmpty();
        var wallet = wallets.open(customer, sold);
        return ResponseEntity.status(isNew ? HttpStatus.CREATED : HttpStatus.OK).body(answers.wallet(wallet, sold));
    }

    /** The wallet of a Telegram user. */
    @GetMapping("/users/{telegramId}")
    @Operation(summary = "The wallet of a Telegram user")
    Wallet ofTelegramUser(Caller caller, @PathVariable String telegramId, @RequestParam(required = false) @Nullable String product) {
        Owners.requireReading(caller);
        var sold = products.withWallets(product);
        return answers.wallet(owners.telegramUser(telegramId, sold), sold);
    }

    /** The caller's own wallet, opened when first looked at. */
    @GetMapping
    @Operation(summary = "My wallet")
    Wallet mine(Caller caller, @RequestParam(required = false) @Nullable String product) {
        var sold = products.withWallets(product);
        return answers.wallet(wallets.open(caller.customer(), sold), sold);
    }

    /**
     * Charges an operation: a free one first, then its price. The same {@code task_id} is never charged twice and always
     * answered alike. An operation that the price list leaves out of billing costs nothing and leaves no trace.
     */
    @PostMapping("/operations")
    @Operation(summary = "Charge an operation")
    @ApiResponse(responseCode = "201", description = "Charged, now or before", content = @Content(schema = @Schema(implementation = Charged.class)))
    @ApiResponse(responseCode = "202", description = "Not known yet: ask again with the same task_id", content = @Content(schema = @Schema(implementation = WalletWire.Processing.class)))
    @ApiResponse(responseCode = "402", description = "Not enough money; nothing changed")
    @ApiResponse(responseCode = "409", description = "Beyond a limit, or the task is held; nothing changed")
    ResponseEntity<?> charge(
            Caller caller, @RequestBody Requests.Operate body, @RequestParam(required = false) @Nullable String product) {
        caller.require(Right.WALLET_OPERATE);
        var sold = products.withWallets(product);
        var fields = new Fields();
        body.check(fields, "");
        var asked = asked(body, sold, fields, "");
        fields.throwIfWrong();
        var wallet = asked.wallet();
        if (wallet == null) {
            throw Problem.notFound("The wallet");
        }
        if (!asked.isBilled()) {
            return ResponseEntity.status(HttpStatus.CREATED).body(unbilled(wallet, sold));
        }
        return switch (wallets.charge(asked.charge(wallet))) {
            case ChargeResult.Done done -> ResponseEntity.status(HttpStatus.CREATED).body(Charged.of(done));
            case ChargeResult.Refused refused -> throw answers.refusal(refused, wallet.wallet());
            case ChargeResult.Delayed _ -> ResponseEntity.accepted().body(new WalletWire.Processing(asked.taskId(), WalletWire.PROCESSING));
        };
    }

    /** Charges up to 100 operations, of one wallet or of many; each has its own answer, in the order given. */
    @PostMapping("/operations/batch")
    @Operation(summary = "Charge up to 100 operations, each with its own answer")
    @ApiResponse(responseCode = "200", description = "The answers, in the order of the operations", content = @Content(schema = @Schema(implementation = WalletWire.Batch.class)))
    WalletWire.Batch chargeAll(
            Caller caller, @RequestBody Requests.BatchBody body, @RequestParam(required = false) @Nullable String product) {
        caller.require(Right.WALLET_OPERATE);
        var sold = products.withWallets(product);
        var asked = asked(body.operations(), sold);
        var charges = new ArrayList<Charge>();
        for (var one : asked) {
            if (one.wallet() != null && one.isBilled()) {
                charges.add(one.charge(one.wallet()));
            }
        }
        var results = wallets.chargeAll(charges).iterator();
        return new WalletWire.Batch(asked.stream().map(one -> item(one, sold, one.wallet() != null && one.isBilled() ? results.next() : null)).toList());
    }

    /** Returns what an operation cost: a charged one's price goes back to the wallet, a free one is only marked. Idempotent. */
    @PostMapping("/operations/{id}/refund")
    @Operation(summary = "Return what an operation cost")
    @ApiResponse(responseCode = "200", description = "The operation, returned now or before", content = @Content(schema = @Schema(implementation = WalletWire.Operation.class)))
    @ApiResponse(responseCode = "409", description = "It is held, and released instead")
    WalletWire.Operation refund(Caller caller, @PathVariable UUID id) {
        caller.require(Right.OPERATION_REFUND);
        var operation = new OperationId(id);
        if (wallets.operation(operation).orElseThrow(() -> Problem.notFound("The operation")).status() == OperationStatus.HELD) {
            throw Problem.conflict("operation_held", "The operation is held: release it instead");
        }
        return WalletWire.Operation.of(wallets.refund(operation));
    }

    private List<Asked> asked(@Nullable List<Requests.@Nullable Operate> operations, Product sold) {
        var fields = new Fields();
        var asked = new ArrayList<Asked>();
        if (operations == null || operations.isEmpty() || operations.size() > Wallets.BATCH_MAX) {
            fields.refuse("operations", "has to be a list of 1 to " + Wallets.BATCH_MAX);
        } else {
            for (int i = 0; i < operations.size(); i++) {
                var one = operations.get(i);
                var at = "operations[" + i + "].";
                if (one == null) {
                    fields.refuse(at, "is missing");
                } else {
                    one.check(fields, at);
                    asked.add(asked(one, sold, fields, at));
                }
            }
        }
        fields.throwIfWrong();
        return asked;
    }

    private Asked asked(Requests.Operate body, Product sold, Fields fields, String at) {
        var terms = sold.wallet() == null || body.type() == null ? null : sold.wallet().operations().get(body.type());
        if (terms == null) {
            fields.refuse(at + "type", "is not in the price list");
        }
        return new Asked(body, known.find(body.telegramId(), body.customerId(), sold.code()), terms, LocalDate.ofInstant(clock.instant(), sold.zone()));
    }

    /** Nothing was taken and nothing is remembered. */
    private Charged unbilled(Owned owned, Product sold) {
        var wallet = wallets.find(owned.customer(), sold.code()).orElseThrow();
        var nothing = Money.zero(wallet.balance().currency());
        return new Charged(null, OperationStatus.FREE.wireName(), nothing.decimal(), wallet.balance().decimal(), wallet.freeLeft());
    }

    private BatchItem item(Asked asked, Product sold, @Nullable ChargeResult result) {
        if (asked.wallet() == null) {
            return BatchItem.refused(asked.taskId(), Problem.notFound("The wallet"), null);
        }
        return switch (result) {
            case null -> BatchItem.charged(asked.taskId(), unbilled(asked.wallet(), sold));
            case ChargeResult.Done done -> BatchItem.charged(asked.taskId(), Charged.of(done));
            case ChargeResult.Refused refused -> answers.refused(asked.taskId(), refused, asked.wallet().wallet());
            case ChargeResult.Delayed _ -> BatchItem.processing(asked.taskId());
        };
    }

    /**
     * A charge that is asked for.
     *
     * @param wallet null when there is none
     * @param terms what it costs; null when the type is unknown
     * @param day on which it counts against limits
     */
    private record Asked(Requests.Operate body, @Nullable Owned wallet, @Nullable OperationTerms terms, LocalDate day) {

        String taskId() {
            return String.valueOf(body.taskId());
        }

        boolean isBilled() {
            return terms != null && terms.billed();
        }

        Charge charge(Owned of) {
            return new Charge(of.wallet(), of.customer(), taskId(), String.valueOf(body.type()), Objects.requireNonNull(terms).price(), day);
        }
    }
}
