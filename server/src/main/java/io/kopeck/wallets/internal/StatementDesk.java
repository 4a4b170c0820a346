package io.kopeck.wallets.internal;

import io.kopeck.kernel.Money;
import io.kopeck.ledger.AccountHistory;
import io.kopeck.ledger.AccountHistory.Movement;
import io.kopeck.platform.page.Listing;
import io.kopeck.platform.page.Window;
import io.kopeck.wallets.OperationStatus;
import io.kopeck.wallets.OperationView;
import io.kopeck.wallets.Statement;
import io.kopeck.wallets.StatementLine;
import io.kopeck.wallets.StatementLine.Kind;
import io.kopeck.wallets.WalletView;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts together what the ledger knows of a wallet's money and what the wallet knows of its operations. */
@Component
public class StatementDesk {

    private final HistoryStore store;
    private final AccountHistory history;

    StatementDesk(HistoryStore store, AccountHistory history) {
        this.store = store;
        this.history = history;
    }

    public Listing<OperationView> operations(WalletView wallet, @Nullable String type, @Nullable OperationStatus status, Window window) {
        return store.operations(wallet, type, status, window);
    }

    public Statement statement(WalletView wallet, Instant from, Instant to, Window window) {
        long account = store.account(wallet);
        long opening = history.minorBefore(account, from);
        var movements = history.between(account, from, to, window);
        var operations = store.operations(wallet, movements.items().stream().map(Movement::operation).filter(Objects::nonNull).toList());
        var currency = wallet.balance().currency();
        var lines = movements.map(movement -> new StatementLine(
                movement.occurredAt(), kind(movement), operations.get(movement.operation()), movement.payment(),
                new Money(movement.minor(), currency), new Money(opening + movement.sumMinor(), currency)));
        var closing = lines.items().isEmpty() || lines.more()
                ? new Money(history.minorBefore(account, to), currency)
                : lines.items().getLast().balanceAfter();
        return new Statement(new Money(opening, currency), closing, lines);
    }

    private static Kind kind(Movement movement) {
        boolean in = movement.minor() > 0;
        return movement.operation() != null ? (in ? Kind.OPERATION_REFUND : Kind.OPERATION) : (in ? Kind.TOP_UP : Kind.TOP_UP_REFUND);
    }
}
