package io.kopeck.catalog;

import io.kopeck.kernel.Currency;
import io.kopeck.kernel.Money;
import io.kopeck.kernel.ProductCode;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something people subscribe to, or pay for operation by operation, with its policies.
 *
 * @param zone where its billing dates are counted
 * @param acquirer the name of the acquirer account it is paid through
 * @param bindingAmount what is charged and returned at once to check a new card
 * @param subscribesWithoutMethod whether the first payment may be filled in at the acquirer's page, which then saves the method
 * @param change how its tariff may be changed; null when it may not
 * @param disputes what becomes of access when money is taken back without us
 * @param wallet what its prepaid wallets are charged for; null when it has none
 */
public record Product(
        ProductCode code,
        String title,
        ZoneId zone,
        Currency currency,
        String acquirer,
        Money bindingAmount,
        boolean subscribesWithoutMethod,
        CancellationPolicy cancellation,
        DunningPolicy dunning,
        PausePolicy pause,
        @Nullable ChangePolicy change,
        List<GrantSpec> grants,
        ReceiptTerms receipts,
        DisputePolicy disputes,
        @Nullable WalletTerms wallet) {

    public Product {
        grants = List.copyOf(grants);
    }

    /** The same with these wallets. */
    public Product withWallet(WalletTerms terms) {
        return new Product(code, title, zone, currency, acquirer, bindingAmount, subscribesWithoutMethod, cancellation, dunning,
                pause, change, grants, receipts, disputes, terms);
    }
}
