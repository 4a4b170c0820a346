package io.kopeck.catalog;

import java.util.List;

/**
 * How a catalog file differs from what is stored, in words.
 *
 * @param changes what applying the file changes, in the order of doing
 * @param leftAlone what is stored but not in the file, and stays as it is
 */
public record CatalogDiff(List<String> changes, List<String> leftAlone) {

    public CatalogDiff {
        changes = List.copyOf(changes);
        leftAlone = List.copyOf(leftAlone);
    }

    public boolean isEmpty() {
        return changes.isEmpty();
    }
}
