package io.kopeck.catalog;

import io.kopeck.catalog.internal.CatalogWriter;
import java.nio.file.Path;
import org.springframework.stereotype.Component;

/**
 * Changes the catalog, by files only.
 *
 * <p>A file is applied whole, in one transaction of its own, one node at a time; applying it again changes nothing.
 * Nothing that was ever sold disappears: tariffs missing from the file are archived, products and accounts missing from
 * it are left alone. A tariff with other terms gets a new version, and what was sold keeps the old one.
 */
@Component
public final class Catalogs {

    private final CatalogWriter writer;
    private final Catalog catalog;

    Catalogs(CatalogWriter writer, Catalog catalog) {
        this.writer = writer;
        this.catalog = catalog;
    }

    /**
     * Applies a file as the operator of this machine; a dry run only tells what would change.
     *
     * @throws BadCatalog when the file is wrong in itself, or asks for what never changes
     */
    public CatalogDiff apply(Path file, boolean dryRun) {
        return apply(CatalogFile.read(file), CatalogWriter.SYSTEM, dryRun);
    }

    /**
     * Applies a file; a dry run only tells what would change.
     *
     * @param actor who, as the audit log is to name them
     * @throws BadCatalog when the file asks for what never changes
     * @throws IllegalStateException inside a transaction: the catalog is not changed by halves
     */
    public CatalogDiff apply(CatalogFile file, String actor, boolean dryRun) {
        if (dryRun) {
            return diff(file);
        }
        var diff = writer.apply(file.plan(), actor);
        if (!diff.isEmpty()) {
            catalog.reload();
        }
        return diff;
    }

    /**
     * Tells what applying the file would change. Changes nothing.
     *
     * @throws BadCatalog when the file asks for what never changes
     */
    public CatalogDiff diff(CatalogFile file) {
        return writer.diff(file.plan());
    }
}
