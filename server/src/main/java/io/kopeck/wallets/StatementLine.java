package io.kopeck.wallets;

import io.kopeck.kernel.Money;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A movement of a wallet's money, as the ledger has it.
 *
 * @param operation null for money that came from outside or went there
 * @param payment the payment that brought it; null for an operation
 * @param amount what the wallet got; negative for what it gave
 * @param balanceAfter what was in it then, what was held included
 */
public record StatementLine(
        Instant occurredAt, Kind kind, @Nullable OperationView operation, @Nullable UUID payment, Money amount, Money balanceAfter) {

    /** Why money moved. */
    public enum Kind {

        /** An operation was charged, or captured. */
        OPERATION,

        /** Its price went back. */
        OPERATION_REFUND,

        /** A payment put money in. */
        TOP_UP,

        /** Money went back to where it came from. */
        TOP_UP_REFUND;

        /** The name outside. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
