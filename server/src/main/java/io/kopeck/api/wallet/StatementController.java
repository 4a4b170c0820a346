package io.kopeck.api.wallet;

import io.kopeck.api.web.PageOf;
import io.kopeck.api.web.Products;
import io.kopeck.identity.Caller;
import io.kopeck.platform.page.Window;
import io.kopeck.platform.problem.Problem;
import io.kopeck.wallets.Charge;
import io.kopeck.wallets.OperationStatus;
import io.kopeck.wallets.Statements;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What happened in a wallet: one's own, or that of a customer named by staff or a service key. */
@RestController
@RequestMapping("/api/v1/wallet")
@Tag(name = "Wallet")
class StatementController {

    private static final Duration PERIOD_MAX = Duration.ofDays(366);
    private static final Duration PERIOD_OTHERWISE = Duration.ofDays(30);
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private final Statements statements;
    private final Owners owners;
    private final Products products;
    private final Clock clock;

    StatementController(Statements statements, Owners owners, Products products, Clock clock) {
        this.statements = statements;
        this.owners = owners;
        this.products = products;
        this.clock = clock;
    }

    /** Operations of a wallet, newest first. */
    @GetMapping("/operations")
    @Operation(summary = "Operations of my wallet, or of a customer's named by telegram_id or customer_id, newest first")
    PageOf<WalletWire.Operation> operations(
            Caller caller, @RequestParam(name = "telegram_id", required = false) @Nullable Long telegramId,
            @RequestParam(name = "customer_id", required = false) @Nullable UUID customerId,
            @RequestParam(required = false) @Nullable String type, @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String product, @RequestParam(required = false) @Nullable UUID cursor,
            @RequestParam(required = false) @Nullable Integer page,
            @RequestParam(name = "page_size", defaultValue = "20") int pageSize, HttpServletRequest request) {
        var place = new PageOf.Place(cursor, page, pageSize);
        var sold = products.withWallets(product);
        if (type != null && (type.isEmpty() || type.length() > Charge.TYPE_LENGTH_MAX)) {
            throw Problem.badRequest("invalid_parameter", "type has to have 1 to " + Charge.TYPE_LENGTH_MAX + " characters");
        }
        var wanted = status == null ? null : status(status);
        var wallet = owners.seen(caller, telegramId, customerId, sold);
        return PageOf.of(statements.operations(wallet, type, wanted, place.window()), place, request,
                WalletWire.Operation::of, operation -> operation.id().value());
    }

    /**
     * What moved the money of a wallet, oldest first. What was in it at a moment: {@code from} and {@code to} are that moment.
     *
     * @param from 30 days before {@code to} when left out
     * @param to just after the period, which is at most 366 days long; now when left out
     */
    @GetMapping("/statement")
    @Operation(summary = "What moved the money of my wallet, or of a customer's named by telegram_id or customer_id, oldest first")
    WalletWire.StatementPage statement(
            Caller caller, @RequestParam(required = false) @Nullable Instant from, @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(name = "telegram_id", required = false) @Nullable Long telegramId,
            @RequestParam(name = "customer_id", required = false) @Nullable UUID customerId,
            @RequestParam(required = false) @Nullable String product, @RequestParam(defaultValue = "1") int page,
            @RequestParam(name = "page_size", defaultValue = "100") int pageSize, HttpServletRequest request) {
        var wanted = new PageOf.Wanted(page, pageSize);
        var sold = products.withWallets(product);
        var end = bounded("to", to == null ? clock.instant() : to);
        var start = bounded("from", from == null ? end.minus(PERIOD_OTHERWISE) : from);
        if (start.isAfter(end) || start.isBefore(end.minus(PERIOD_MAX))) {
            throw Problem.badRequest("invalid_parameter", "from has to be before to, by at most " + PERIOD_MAX.toDays() + " days");
        }
        var wallet = owners.seen(caller, telegramId, customerId, sold);
        var statement = statements.statement(wallet, start, end, new Window(wanted.offset(), null, wanted.size()));
        return WalletWire.StatementPage.of(start, end, statement, PageOf.of(statement.lines(), wanted, request, WalletWire.Line::of));
    }

    private static OperationStatus status(String name) {
        return Arrays.stream(OperationStatus.values()).filter(status -> status.wireName().equals(name)).findFirst().orElseThrow(() ->
                Problem.badRequest("invalid_parameter", "status has to be free, charged, refunded, failed, held or released"));
    }

    private static Instant bounded(String name, Instant moment) {
        if (moment.isBefore(EARLIEST) || moment.isAfter(LATEST)) {
            throw Problem.badRequest("invalid_parameter", name + " has to be between " + EARLIEST + " and " + LATEST);
        }
        return moment;
    }
}
