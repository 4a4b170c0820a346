package io.kopeck.sandbox.engine;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How often each operation of each acquirer was called, counted before faults and refusals. */
public final class CallCounters {

    public record Count(String provider, String operation, long count) {}

    private record Key(String provider, String operation) {}

    private final ConcurrentHashMap<Key, LongAdder> counts = new ConcurrentHashMap<>();

    public void count(String provider, String operation) {
        counts.computeIfAbsent(new Key(provider, operation), _ -> new LongAdder()).increment();
    }

    public List<Count> all() {
        return counts.entrySet().stream()
                .map(e -> new Count(e.getKey().provider(), e.getKey().operation(), e.getValue().sum()))
                .sorted(Comparator.comparing(Count::provider).thenComparing(Count::operation))
                .toList();
    }

    public void clear() {
        counts.clear();
    }
}
