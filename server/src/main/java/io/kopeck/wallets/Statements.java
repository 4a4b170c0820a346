package io.kopeck.wallets;

import io.kopeck.platform.page.Listing;
import io.kopeck.platform.page.Window;
import io.kopeck.wallets.internal.StatementDesk;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What happened in a wallet: its operations, and the movements of its money. */
@Component
public final class Statements {

    private final StatementDesk desk;

    Statements(StatementDesk desk) {
        this.desk = desk;
    }

    /**
     * The wallet's operations, newest first.
     *
     * @param type only those of this type; null for all
     * @param status only those that have this status now; null for all
     */
    public Listing<OperationView> operations(WalletView wallet, @Nullable String type, @Nullable OperationStatus status, Window window) {
        return desk.operations(wallet, type, status, window);
    }

    /**
     * What moved the wallet's money in a period; with an empty period, what was in it at that moment. A hold moves nothing until
     * it is captured.
     *
     * @param to just after the period
     * @param window by offset; its cost grows with the offset, and that of the opening balance with the wallet's age
     */
    public Statement statement(WalletView wallet, Instant from, Instant to, Window window) {
        return desk.statement(wallet, from, to, window);
    }
}
