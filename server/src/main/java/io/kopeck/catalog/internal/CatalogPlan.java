package io.kopeck.catalog.internal;

import io.kopeck.catalog.AcquirerAccount;
import io.kopeck.catalog.Product;
import io.kopeck.catalog.PromoCode;
import io.kopeck.catalog.TariffId;
import io.kopeck.kernel.ProductCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a catalog file asks for: checked in itself, not yet compared with what is stored.
 *
 * @param hash SHA-256 of the file, in hex
 */
public record CatalogPlan(
        String hash, ProductCode defaultProduct, List<AcquirerAccount> accounts, List<PlannedProduct> products,
        List<PromoCode> promoCodes) {

    public CatalogPlan {
        accounts = List.copyOf(accounts);
        products = List.copyOf(products);
        promoCodes = List.copyOf(promoCodes);
    }

    /**
     * A product and what is sold of it, in the order of the file.
     *
     * @param product all but its wallets, whose terms the file may leave to the settings
     * @param wallet null when it has no wallets
     */
    record PlannedProduct(Product product, @Nullable WalletPlan wallet, List<PlannedTariff> tariffs) {

        PlannedProduct {
            tariffs = List.copyOf(tariffs);
        }
    }

    /** A tariff on sale. */
    record PlannedTariff(TariffId id, TariffTerms terms) {}
}
