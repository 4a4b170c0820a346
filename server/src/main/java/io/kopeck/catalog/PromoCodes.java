package io.kopeck.catalog;

import io.kopeck.catalog.internal.CatalogWriter;
import org.springframework.stereotype.Component;

/** Promo codes that staff makes; those of catalog files are made by {@link Catalogs}. Nothing that was used disappears. */
@Component
public final class PromoCodes {

    private final CatalogWriter writer;
    private final Catalog catalog;

    PromoCodes(CatalogWriter writer, Catalog catalog) {
        this.writer = writer;
        this.catalog = catalog;
    }

    /**
     * Makes a code, or changes what one gives from now on. In a transaction of its own.
     *
     * @param actor who, as the audit log is to name them
     * @return false when it is like this already
     * @throws IllegalArgumentException when it names a product that there is not, or another currency than a product's
     */
    public boolean put(PromoCode code, String actor) {
        for (var product : code.products()) {
            var sold = catalog.product(product).orElseThrow(() -> new IllegalArgumentException("there is no product " + product));
            if (code.benefit() instanceof PromoCode.Benefit.Fixed(var amount) && amount.currency() != sold.currency()) {
                throw new IllegalArgumentException("product " + product + " is priced in " + sold.currency());
            }
        }
        boolean changed = writer.put(code, actor);
        catalog.reload();
        return changed;
    }
}
