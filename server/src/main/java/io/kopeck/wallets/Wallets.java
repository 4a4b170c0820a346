package io.kopeck.wallets;

import io.kopeck.catalog.Product;
import io.kopeck.kernel.CustomerId;
import io.kopeck.kernel.Money;
import io.kopeck.kernel.ProductCode;
import io.kopeck.wallets.internal.ChargeDesk;
import io.kopeck.wallets.internal.WalletDesk;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Prepaid balances: opened when first asked for, charged per operation, returned when an operation failed. */
@Component
public final class Wallets {

    /** At most this many charges are given at once. */
    public static final int BATCH_MAX = 100;

    private final WalletDesk desk;
    private final ChargeDesk charges;

    Wallets(WalletDesk desk, ChargeDesk charges) {
        this.desk = desk;
        this.charges = charges;
    }

    /**
     * The customer's wallet for the product, opened with the free operations of its terms when there is none. Idempotent, also
     * when two ask at once.
     *
     * @throws IllegalArgumentException when the product has no wallets
     */
    public WalletView open(CustomerId customer, Product product) {
        return desk.open(customer, product);
    }

    public Optional<WalletView> find(CustomerId customer, ProductCode product) {
        return desk.find(customer, product);
    }

    public Optional<WalletView> find(WalletId wallet) {
        return desk.find(wallet);
    }

    /**
     * Limits what may be spent from the wallet in a day and in a month, in the product's time zone. Idempotent; what was spent
     * already stays counted, so that a lower limit may be reached at once.
     *
     * @param perDay positive, in the wallet's currency; null for no limit
     * @param perMonth likewise
     * @return the wallet as it is now
     */
    public WalletView limit(WalletView wallet, @Nullable Money perDay, @Nullable Money perMonth) {
        return desk.limit(wallet, perDay, perMonth);
    }

    /**
     * Charges an operation: with a free one if there is one, else its price from the balance. The same task is charged once,
     * however often and from wherever it is asked for; each of them gets the same answer.
     */
    public ChargeResult charge(Charge charge) {
        return chargeAll(List.of(charge)).getFirst();
    }

    /**
     * Charges several operations, of one wallet or of many. Each gets its own answer, in the order given; one that is refused
     * does not keep the others from being charged.
     *
     * @param all at most {@value #BATCH_MAX}
     */
    public List<ChargeResult> chargeAll(List<Charge> all) {
        if (all.size() > BATCH_MAX) {
            throw new IllegalArgumentException("at most " + BATCH_MAX + " charges are given at once");
        }
        return charges.apply(all);
    }

    public Optional<OperationView> operation(OperationId operation) {
        return desk.operation(operation);
    }

    /**
     * Returns what an operation cost: a charged one's price to the balance, a free one is only marked. Idempotent.
     *
     * @throws java.util.NoSuchElementException when there is no such operation
     */
    public OperationView refund(OperationId operation) {
        return desk.refund(operation);
    }
}
