package io.kopeck.catalog;

import io.kopeck.kernel.BillingInterval;
import io.kopeck.kernel.Money;
import io.kopeck.kernel.ProductCode;
import org.jspecify.annotations.Nullable;

/**
 * One version of a tariff; immutable. A subscription pins the version it was sold.
 *
 * @param version counts from 1; the highest is what is sold now
 * @param trial how long a new customer tries it without paying, or null when there is no trial
 * @param freeOperations what each period brings into the product's wallet, or null when it brings nothing; where it does, the
 *     product has wallets
 * @param active false once archived: nothing new is sold, what was sold goes on
 */
public record Tariff(
        TariffId id,
        int version,
        ProductCode product,
        String title,
        String description,
        Money price,
        BillingInterval interval,
        @Nullable BillingInterval trial,
        @Nullable FreeOperations freeOperations,
        boolean active) {

    Tariff withActive(boolean nowActive) {
        return new Tariff(id, version, product, title, description, price, interval, trial, freeOperations, nowActive);
    }
}
