package io.kopeck.catalog;

import io.kopeck.catalog.internal.CatalogPlan;
import io.kopeck.catalog.internal.CatalogYaml;
import java.nio.file.Path;

/** A catalog file that was read and found right in itself. The format is described in docs/catalog.md. */
public final class CatalogFile {

    private final CatalogPlan plan;

    private CatalogFile(CatalogPlan plan) {
        this.plan = plan;
    }

    /**
     * Reads a file.
     *
     * @throws BadCatalog with everything that is wrong with it, also when it cannot be read at all
     */
    public static CatalogFile read(Path path) {
        return new CatalogFile(CatalogYaml.read(path));
    }

    /**
     * Reads a file's content, UTF-8.
     *
     * @throws BadCatalog with everything that is wrong with it
     */
    public static CatalogFile of(byte[] content) {
        return new CatalogFile(CatalogYaml.parse(content));
    }

    CatalogPlan plan() {
        return plan;
    }
}
