package io.kopeck.subscriptions.internal.core;

import io.kopeck.catalog.CancellationPolicy;
import io.kopeck.catalog.DunningPolicy;
import io.kopeck.catalog.Product;
import io.kopeck.catalog.Tariff;
import io.kopeck.kernel.BillingInterval;
import java.time.ZoneId;

/** The rules one subscription lives by: its tariff's interval and its product's policies. */
public record Terms(BillingInterval interval, ZoneId zone, DunningPolicy dunning, CancellationPolicy cancellation) {

    public static Terms of(Product product, Tariff tariff) {
        return new Terms(tariff.interval(), product.zone(), product.dunning(), product.cancellation());
    }
}
