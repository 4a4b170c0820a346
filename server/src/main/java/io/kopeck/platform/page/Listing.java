package io.kopeck.platform.page;

import java.util.List;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Table;

/**
 * A part of a list, newest first.
 *
 * @param count how many there are in all, exact up to {@value #COUNT_MAX}
 * @param estimated whether there are more than {@code count}
 * @param more whether others follow
 */
public record Listing<T>(List<T> items, int count, boolean estimated, boolean more) {

    /** Beyond this nobody counts. */
    public static final int COUNT_MAX = 10_000;

    public Listing {
        items = List.copyOf(items);
    }

    /**
     * The part that a window shows.
     *
     * @param rows what was read from the window's beginning, one row more than its size when there is one
     * @param table which holds the list
     * @param condition which of its rows are the list's
     */
    public static <T> Listing<T> of(List<T> rows, Window window, DSLContext db, Table<?> table, Condition condition) {
        int count = db.fetchCount(db.selectOne().from(table).where(condition).limit(COUNT_MAX + 1));
        boolean more = rows.size() > window.size();
        return new Listing<>(
                more ? rows.subList(0, window.size()) : rows, Math.min(count, COUNT_MAX), count > COUNT_MAX, more);
    }

    public <S> Listing<S> map(Function<T, S> mapper) {
        return new Listing<>(items.stream().map(mapper).toList(), count, estimated, more);
    }
}
