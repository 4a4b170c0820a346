package io.kopeck.catalog;

import io.kopeck.kernel.BillingInterval;
import io.kopeck.kernel.Money;
import io.kopeck.kernel.ProductCode;
import org.jspecify.annotations.Nullable;

/**
 * A tariff to be sold from now on.
 *
 * @param price in the product's currency, more than nothing
 * @param trial how long a new customer tries it without paying, or null when there is no trial
 */
public record NewTariff(
        ProductCode product, String title, String description, Money price, BillingInterval interval,
        @Nullable BillingInterval trial) {

    /** The longest title. */
    public static final int TITLE_LENGTH_MAX = 128;

    /** The longest description. */
    public static final int DESCRIPTION_LENGTH_MAX = 2000;
}
