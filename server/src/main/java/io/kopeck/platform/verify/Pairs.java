package io.kopeck.platform.verify;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.function.ToIntBiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Walks two streams that are sorted alike side by side, so that both can be larger than memory. */
public final class Pairs {

    private Pairs() {}

    /**
     * Describes what is wrong with a pair; null when nothing is. One side is missing where the other stream has no such
     * key. A key that one stream has several times meets its partner once.
     */
    @FunctionalInterface
    public interface Judge<L, R> {

        @Nullable String judge(@Nullable L left, @Nullable R right);
    }

    /** The first {@code max} findings. Does not close the streams. */
    public static <L, R> List<String> findings(
            Stream<L> left, Stream<R> right, ToIntBiFunction<L, R> order, int max, Judge<L, R> judge) {
        var findings = new ArrayList<String>();
        var lefts = left.iterator();
        var rights = right.iterator();
        @Nullable L l = next(lefts);
        @Nullable R r = next(rights);
        while ((l != null || r != null) && findings.size() < max) {
            int order1 = l == null ? 1 : r == null ? -1 : order.applyAsInt(l, r);
            var finding = judge.judge(order1 <= 0 ? l : null, order1 >= 0 ? r : null);
            if (finding != null) {
                findings.add(finding);
            }
            if (order1 <= 0) {
                l = next(lefts);
            }
            if (order1 >= 0) {
                r = next(rights);
            }
        }
        return findings;
    }

    /** The order of PostgreSQL's {@code uuid}, which is that of its bytes; Java's is another. */
    public static int compare(UUID a, UUID b) {
        int high = Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits());
    }

    /** The order of {@code (a1, a2)} and {@code (b1, b2)}. */
    public static int compare(UUID a1, UUID a2, UUID b1, UUID b2) {
        int first = compare(a1, b1);
        return first != 0 ? first : compare(a2, b2);
    }

    private static <T> @Nullable T next(Iterator<T> iterator) {
        return iterator.hasNext() ? iterator.next() : null;
    }
}
