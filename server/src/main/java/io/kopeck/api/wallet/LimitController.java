package io.kopeck.api.wallet;

import io.kopeck.api.web.Fields;
import io.kopeck.api.web.Products;
import io.kopeck.audit.AuditEntry;
import io.kopeck.audit.AuditLog;
import io.kopeck.catalog.Product;
import io.kopeck.identity.Caller;
import io.kopeck.identity.Right;
import io.kopeck.kernel.Money;
import io.kopeck.platform.tx.Transactions;
import io.kopeck.wallets.WalletView;
import io.kopeck.wallets.Wallets;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What may be spent from a wallet in a day and in a month. */
@RestController
@RequestMapping("/api/v1/wallet")
@Tag(name = "Wallet")
class LimitController {

    private final Wallets wallets;
    private final Owners owners;
    private final Answers answers;
    private final Products products;
    private final AuditLog audit;
    private final Transactions tx;
    private final Clock clock;

    LimitController(Wallets wallets, Owners owners, Answers answers, Products products, AuditLog audit, Transactions tx, Clock clock) {
        this.wallets = wallets;
        this.owners = owners;
        this.answers = answers;
        this.products = products;
        this.audit = audit;
        this.tx = tx;
        this.clock = clock;
    }

    /** Limits what may be spent from the caller's own wallet. A limit that is left out or null is none. */
    @PutMapping("/limits")
    @Operation(summary = "Limit what may be spent from my wallet in a day and a month")
    WalletWire.Wallet limitMine(Caller caller, @RequestBody Requests.LimitsBody body, @RequestParam(required = false) @Nullable String product) {
        var sold = products.withWallets(product);
        var limits = Limits.of(body, sold);
        return limit(wallets.open(caller.customer(), sold), limits, sold);
    }

    /** Limits what may be spent from a Telegram user's wallet. A limit that is left out or null is none. */
    @PutMapping("/users/{telegramId}/limits")
    @Operation(summary = "Limit what may be spent from a Telegram user's wallet in a day and a month")
    WalletWire.Wallet limit(
            Caller caller, @PathVariable String telegramId, @RequestBody Requests.LimitsBody body,
            @RequestParam(required = false) @Nullable String product) {
        caller.require(Right.WALLET_OPERATE);
        var sold = products.withWallets(product);
        var limits = Limits.of(body, sold);
        var wallet = owners.telegramUser(telegramId, sold);
        return tx.execute(() -> {
            if (caller.isUser()) {
                audit.record(new AuditEntry(clock.instant(), caller.actor(), "wallets.limit", "wallet", wallet.id().value(), null, Map.of()));
            }
            return limit(wallet, limits, sold);
        });
    }

    private WalletWire.Wallet limit(WalletView wallet, Limits limits, Product sold) {
        return answers.wallet(wallets.limit(wallet, limits.day(), limits.month()), sold);
    }

    private record Limits(@Nullable Money day, @Nullable Money month) {

        static Limits of(Requests.LimitsBody body, Product sold) {
            var fields = new Fields();
            var limits = new Limits(
                    limit(fields, "per_day", body.perDay(), sold), limit(fields, "per_month", body.perMonth(), sold));
            fields.throwIfWrong();
            return limits;
        }

        private static @Nullable Money limit(Fields fields, String name, @Nullable String value, Product sold) {
            return value == null ? null : fields.money(name, value, sold.currency()).orElse(null);
        }
    }
}
