package io.kopeck.catalog;

import io.kopeck.kernel.Currency;
import io.kopeck.kernel.Money;
import io.kopeck.kernel.ProductCode;
import java.time.ZoneId;
import java.util.List;

/**
 * Something people subscribe to, with its policies.
 *
 * @param zone where its billing dates are counted
 * @param acquirer the name of the acquirer account it is paid through
 * @param bindingAmount what is charged and returned at once to check a new card
 */
public record Product(
        ProductCode code,
        String title,
        ZoneId zone,
        Currency currency,
        String acquirer,
        Money bindingAmount,
        CancellationPolicy cancellation,
        DunningPolicy dunning,
        List<GrantSpec> grants,
        ReceiptTerms receipts) {

    public Product {
        grants = List.copyOf(grants);
    }
}
