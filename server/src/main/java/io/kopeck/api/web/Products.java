package io.kopeck.api.web;

import io.kopeck.catalog.Catalog;
import io.kopeck.catalog.Product;
import io.kopeck.kernel.ProductCode;
import io.kopeck.platform.problem.Problem;
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
}
