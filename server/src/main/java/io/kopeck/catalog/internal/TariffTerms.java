package io.kopeck.catalog.internal;

import io.kopeck.catalog.FreeOperations;
import io.kopeck.catalog.NewTariff;
import io.kopeck.catalog.Tariff;
import io.kopeck.kernel.BillingInterval;
import io.kopeck.kernel.Money;
import org.jspecify.annotations.Nullable;

/** What one version of a tariff says: other terms are another version. */
record TariffTerms(
        String title, String description, Money price, BillingInterval interval, @Nullable BillingInterval trial,
        @Nullable FreeOperations freeOperations) {

    static TariffTerms of(NewTariff tariff) {
        return new TariffTerms(
                tariff.title(), tariff.description(), tariff.price(), tariff.interval(), tariff.trial(), null);
    }

    static TariffTerms of(Tariff tariff) {
        return new TariffTerms(
                tariff.title(), tariff.description(), tariff.price(), tariff.interval(), tariff.trial(), tariff.freeOperations());
    }
}
