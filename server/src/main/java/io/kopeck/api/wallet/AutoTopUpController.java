package io.kopeck.api.wallet;

import io.kopeck.api.web.Fields;
import io.kopeck.api.web.Products;
import io.kopeck.catalog.Product;
import io.kopeck.identity.Caller;
import io.kopeck.identity.Right;
import io.kopeck.kernel.CustomerId;
import io.kopeck.payments.MethodId;
import io.kopeck.platform.problem.Problem;
import io.kopeck.wallets.AutoTopUp;
import io.kopeck.wallets.TopUps;
import io.kopeck.wallets.WalletView;
import io.kopeck.wallets.Wallets;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Wallets that are filled from a saved method when there is little left: a customer's own, and those of a bot's users, which needs
 * the right to act for customers besides, since it charges their cards.
 */
@RestController
@RequestMapping("/api/v1/wallet")
@Tag(name = "Wallet")
class AutoTopUpController {

    private final TopUps topUps;
    private final Wallets wallets;
    private final Owners owners;
    private final Products products;

    AutoTopUpController(TopUps topUps, Wallets wallets, Owners owners, Products products) {
        this.topUps = topUps;
        this.wallets = wallets;
        this.owners = owners;
        this.products = products;
    }

    /** How my wallet is filled by itself; 404 when it is not. */
    @GetMapping("/auto-top-up")
    @Operation(summary = "How my wallet is filled by itself")
    WalletWire.AutoTopUp mine(Caller caller, @RequestParam(required = false) @Nullable String product) {
        var sold = products.withWallets(product);
        return shown(wallet(caller, sold));
    }

    /** Has my wallet filled by itself from now on. Idempotent. */
    @PutMapping("/auto-top-up")
    @Operation(summary = "Have my wallet filled by itself")
    WalletWire.AutoTopUp set(
            Caller caller, @RequestBody Requests.AutoTopUp body, @RequestParam(required = false) @Nullable String product) {
        caller.requireConfirmed();
        var sold = products.withWallets(product);
        return set(caller.customer(), sold, terms(body, sold));
    }

    /** Ends it. Idempotent. */
    @DeleteMapping("/auto-top-up")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Have my wallet filled by itself no more")
    void stop(Caller caller, @RequestParam(required = false) @Nullable String product) {
        topUps.stopAutomatic(wallet(caller, products.withWallets(product)));
    }

    /** How the wallet of a Telegram user is filled by itself; 404 when it is not. */
    @GetMapping("/users/{telegramId}/auto-top-up")
    @Operation(summary = "How the wallet of a Telegram user is filled by itself")
    WalletWire.AutoTopUp ofTelegramUser(
            Caller caller, @PathVariable String telegramId, @RequestParam(required = false) @Nullable String product) {
        Owners.requireReading(caller);
        return shown(owners.telegramUser(telegramId, products.withWallets(product)));
    }

    /** Has the wallet of a Telegram user filled by itself from now on. Idempotent. */
    @PutMapping("/users/{telegramId}/auto-top-up")
    @Operation(summary = "Have the wallet of a Telegram user filled by itself")
    @ApiResponse(responseCode = "403", description = "Needs the scopes wallet and payments")
    WalletWire.AutoTopUp setForTelegramUser(
            Caller caller, @PathVariable String telegramId, @RequestBody Requests.AutoTopUp body,
            @RequestParam(required = false) @Nullable String product) {
        requireActing(caller);
        var sold = products.withWallets(product);
        var terms = terms(body, sold);
        return set(owners.telegramUser(telegramId, sold).customer(), sold, terms);
    }

    /** Ends it. Idempotent. */
    @DeleteMapping("/users/{telegramId}/auto-top-up")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Have the wallet of a Telegram user filled by itself no more")
    void stopForTelegramUser(Caller caller, @PathVariable String telegramId, @RequestParam(required = false) @Nullable String product) {
        requireActing(caller);
        topUps.stopAutomatic(owners.telegramUser(telegramId, products.withWallets(product)));
    }

    private static void requireActing(Caller caller) {
        caller.require(Right.WALLET_OPERATE);
        caller.require(Right.ACT_FOR_CUSTOMER);
    }

    private static AutoTopUp terms(Requests.AutoTopUp body, Product sold) {
        var fields = new Fields();
        var threshold = fields.money("threshold", body.threshold(), sold.currency());
        var amount = fields.money("amount", body.amount(), sold.currency());
        var method = fields.id("payment_method", body.paymentMethod());
        fields.throwIfWrong();
        return new AutoTopUp(threshold.orElseThrow(), amount.orElseThrow(), new MethodId(method.orElseThrow()));
    }

    private WalletWire.AutoTopUp set(CustomerId customer, Product sold, AutoTopUp terms) {
        return switch (topUps.setAutomatic(customer, sold, terms)) {
            case SET -> WalletWire.AutoTopUp.of(terms);
            case AMOUNT_REFUSED -> throw TopUpController.refused(TopUpController.terms(sold));
            case NO_SUCH_METHOD -> throw Problem.notFound("The payment method");
        };
    }

    private WalletWire.AutoTopUp shown(WalletView wallet) {
        return topUps.automatic(wallet).map(WalletWire.AutoTopUp::of).orElseThrow(() -> Problem.notFound("The automatic top-up"));
    }

    private WalletView wallet(Caller caller, Product sold) {
        return wallets.find(caller.customer(), sold.code()).orElseThrow(() -> Problem.notFound("The wallet"));
    }
}
