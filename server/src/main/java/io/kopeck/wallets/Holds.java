package io.kopeck.wallets;

import io.kopeck.kernel.Money;
import io.kopeck.wallets.internal.HoldDesk;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Operations that are set aside before the work and charged after it, in whole or in part. A hold takes a free operation if
 * there is one, else its price from the balance; the ledger sees only what is captured. Each call is one transaction.
 */
@Component
public final class Holds {

    private final HoldDesk desk;

    Holds(HoldDesk desk) {
        this.desk = desk;
    }

    /**
     * Holds an operation. The same task is held or charged once, however often and from wherever it is asked for.
     *
     * @throws java.util.NoSuchElementException when there is no such wallet
     */
    public HoldResult hold(Hold hold) {
        return desk.hold(hold);
    }

    /** The hold; empty for an operation that was charged at once. */
    public Optional<HoldView> find(OperationId operation) {
        return desk.find(operation);
    }

    /**
     * Charges what is held and returns the rest to the balance. Idempotent. A hold whose time has run out is released.
     *
     * @param amount how much, positive, in the wallet's currency; null for all. Of no meaning for a free operation
     * @throws java.util.NoSuchElementException when there is no such hold
     */
    public HoldEnd capture(OperationId operation, @Nullable Money amount) {
        return desk.capture(operation, amount);
    }

    /**
     * Returns what is held, be it money or a free operation. Idempotent, also after it expired.
     *
     * @throws java.util.NoSuchElementException when there is no such hold
     */
    public HoldEnd release(OperationId operation) {
        return desk.release(operation);
    }
}
