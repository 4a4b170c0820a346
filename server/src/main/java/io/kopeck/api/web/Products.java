package io.kopeck.api.web;

import io.kopeck.catalog.Catalog;
import io.kopeck.catalog.Product;
import io.kopeck.kernel.ProductCode;
import io.kopeck.platform.problem.Problem;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds the product that a request means: {@code ?product=}, or the catalog's default. */
@Component
public final class Products {

    private final Catalog catalog;

    Products(Catalog catalog) {
        this.catalog = catalog;
    }

    /** @throws Problem 404 for a product that does not exist */
    public Product named(@Nullable String code) {
        if (code == null || code.isEmpty()) {
            return catalog.defaultProduct();
        }
        if (!ProductCode.isValid(code)) {
            throw Problem.notFound("The product");
        }
        return catalog.product(new ProductCode(code)).orElseThrow(() -> Problem.notFound("The product"));
    }

    /**
     * The product whose wallets are meant: the one named, or the catalog's first that has any.
     *
     * @throws Problem 404 for one that does not exist or has no wallets
     */
    public Product withWallets(@Nullable String code) {
        var found = code == null || code.isEmpty() ? catalog.products().stream() : Stream.of(named(code));
        return found.filter(product -> product.wallet() != null).findFirst().orElseThrow(() -> Problem.notFound("A product with wallets"));
    }
}
