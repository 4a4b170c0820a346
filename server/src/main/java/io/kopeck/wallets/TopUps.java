package io.kopeck.wallets;

import io.kopeck.catalog.Product;
import io.kopeck.kernel.CustomerId;
import io.kopeck.wallets.internal.AutoTopUpDesk;
import io.kopeck.wallets.internal.TopUpDesk;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Filling wallets through an acquirer. The money is in the wallet as soon as its payment has succeeded, in the same commit. */
@Component
public final class TopUps {

    /** At most this many payments of a wallet wait for their customer at once. */
    public static final int UNFINISHED_MAX = 10;

    private final TopUpDesk desk;
    private final AutoTopUpDesk automatic;

    TopUps(TopUpDesk desk, AutoTopUpDesk automatic) {
        this.desk = desk;
        this.automatic = automatic;
    }

    /**
     * Opens the payment and asks the acquirer, outside any transaction; opens the wallet when there is none. While a payment of
     * the same amount in the same way waits for its customer or for the acquirer, that one is answered.
     *
     * @throws IllegalArgumentException when the product has no wallets
     * @throws io.kopeck.payments.ReceiptContactRequired when a receipt is due and there is nowhere to send it
     */
    public TopUpResult begin(TopUp topUp) {
        return desk.begin(topUp);
    }

    /**
     * Has the wallet filled by itself from now on, opening it when there is none. Idempotent; forgets earlier failures.
     *
     * @throws IllegalArgumentException when the product has no wallets
     */
    public AutoTopUpResult setAutomatic(CustomerId customer, Product product, AutoTopUp terms) {
        return automatic.set(customer, product, terms);
    }

    /** How the wallet is filled by itself; empty when it is not. */
    public Optional<AutoTopUp> automatic(WalletView wallet) {
        return automatic.find(wallet);
    }

    /** Ends it; what is under way goes on. False when there was none. */
    public boolean stopAutomatic(WalletView wallet) {
        return automatic.stop(wallet);
    }
}
