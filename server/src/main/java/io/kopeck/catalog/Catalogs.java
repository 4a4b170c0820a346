package io.kopeck.catalog;

import io.kopeck.catalog.internal.CatalogWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Changes the catalog: by files, and tariff by tariff.
 *
 * <p>A file is applied whole, in one transaction of its own, one node at a time; applying it again changes nothing.
 * Nothing that was ever sold disappears: tariffs missing from the file are archived, products and accounts missing from
 * it are left alone, and a product keeps its wallet. A tariff with other terms gets a new version, and what was sold keeps
 * the old one.
 */
@Component
public final class Catalogs {

    private static final int TARIFFS_MAX = 100;

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
     * Adds a tariff to a product, as a file with it would. A file that does not name it archives it again, and its diff says so.
     *
     * @param id the new tariff's id; one that exists already is answered as it is
     * @param actor who, as the audit log is to name them
     * @return empty when {@value #TARIFFS_MAX} tariffs of the product are on sale
     */
    public Optional<Tariff> add(TariffId id, NewTariff tariff, String actor) {
        boolean added = writer.add(id, tariff, TARIFFS_MAX, actor);
        catalog.reload();
        return added ? catalog.tariff(id) : Optional.empty();
    }

    /**
     * Takes a tariff off sale, as a file without it would: what was sold goes on. Again changes nothing.
     *
     * @return false when there is no such tariff
     */
    public boolean archive(TariffId id, String actor) {
        boolean known = writer.archive(id, actor);
        catalog.reload();
        return known;
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
