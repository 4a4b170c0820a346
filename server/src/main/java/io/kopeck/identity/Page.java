package io.kopeck.identity;

import java.util.List;

/**
 * One page of a list.
 *
 * @param count how many there are in all, exact up to {@value #COUNT_MAX}
 */
public record Page<T>(List<T> items, int count) {

    public static final int COUNT_MAX = 10_000;

    public Page {
        items = List.copyOf(items);
    }
}
