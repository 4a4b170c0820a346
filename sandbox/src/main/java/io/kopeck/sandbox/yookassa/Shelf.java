package io.kopeck.sandbox.yookassa;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** All objects of one kind, by id and in order of creation. Readers need no lock. */
final class Shelf<T extends Stored> {

    record Page<T>(List<T> items, @Nullable String nextCursor) {}

    /** Bounds of creation, both inclusive. */
    record Created(Instant from, Instant to) {
        static final Created ANY = new Created(Instant.EPOCH, Instant.parse("9999-01-01T00:00:00Z"));
    }

    private record Place(long atMillis, long seq) implements Comparable<Place> {
        private static final Comparator<Place> ORDER = Comparator.comparingLong(Place::atMillis).thenComparingLong(Place::seq);

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    private final ConcurrentHashMap<String, T> byId = new ConcurrentHashMap<>();
    private final ConcurrentSkipListMap<Place, String> ordered = new ConcurrentSkipListMap<>();

    @Nullable T find(String id) {
        return byId.get(id);
    }

    void put(T object) {
        if (byId.put(object.id(), object) == null) {
            ordered.put(place(object), object.id());
        }
    }

    int size() {
        return byId.size();
    }

    void clear() {
        byId.clear();
        ordered.clear();
    }

    void forEachInOrder(Consumer<T> action) {
        ordered.values().forEach(id -> {
            var object = byId.get(id);
            if (object != null) {
                action.accept(object);
            }
        });
    }

    /** Newest first; {@code cursor} is the last id of the page before. Null when there is no such cursor. */
    @Nullable Page<T> page(Created created, Predicate<T> filter, int limit, @Nullable String cursor) {
        var newest = new Place(created.to().toEpochMilli(), Long.MAX_VALUE);
        boolean inclusive = true;
        if (cursor != null) {
            var last = byId.get(cursor);
            if (last == null) {
                return null;
            }
            if (place(last).compareTo(newest) < 0) {
                newest = place(last);
                inclusive = false;
            }
        }
        var oldest = new Place(created.from().toEpochMilli(), Long.MIN_VALUE);
        var items = new ArrayList<T>();
        if (oldest.compareTo(newest) > 0) {
            return new Page<>(items, null);
        }
        for (var id : ordered.subMap(oldest, true, newest, inclusive).descendingMap().values()) {
            var object = byId.get(id);
            if (object != null && filter.test(object)) {
                if (items.size() == limit) {
                    return new Page<>(items, items.getLast().id());
                }
                items.add(object);
            }
        }
        return new Page<>(items, null);
    }

    private Place place(T object) {
        return new Place(object.createdAt().toEpochMilli(), object.seq());
    }
}
