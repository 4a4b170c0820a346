package io.kopeck.sandbox.cloudpayments;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The values of {@code X-Request-ID} seen within the last hour and what was answered (reference, 1). Guarded by the
 * lock of {@link TerminalState}, but for {@link #oneAtATime}.
 */
final class RequestIds {

    static final Duration LIFE = Duration.ofSeconds(3600);

    /** One processed request; the answer is rendered from immutable objects, so it stays what it was. */
    record Answered(String id, Reply reply, Supplier<ObjectNode> answer, Instant at) {}

    private final Map<String, Answered> byId = new HashMap<>();
    private final ArrayDeque<Answered> oldestFirst = new ArrayDeque<>();
    private final ConcurrentHashMap<String, CompletableFuture<Void>> inFlight = new ConcurrentHashMap<>();

    /** Lets a second request with the same id wait for the first. */
    <T> T oneAtATime(String id, Supplier<T> action) {
        var mine = new CompletableFuture<Void>();
        for (var other = inFlight.putIfAbsent(id, mine); other != null; other = inFlight.putIfAbsent(id, mine)) {
            other.join();
        }
        try {
            return action.get();
        } finally {
            inFlight.remove(id, mine);
            mine.complete(null);
        }
    }

    @Nullable Answered find(String id, Instant now) {
        var answered = byId.get(id);
        return answered == null || isOver(answered, now) ? null : answered;
    }

    void put(Answered answered) {
        byId.put(answered.id(), answered);
        oldestFirst.addLast(answered);
        while (!oldestFirst.isEmpty() && isOver(oldestFirst.getFirst(), answered.at())) {
            var old = oldestFirst.removeFirst();
            byId.remove(old.id(), old);
        }
    }

    int size() {
        return byId.size();
    }

    void clear() {
        byId.clear();
        oldestFirst.clear();
    }

    void forEach(Consumer<Answered> action) {
        oldestFirst.stream().filter(answered -> byId.get(answered.id()) == answered).forEach(action);
    }

    private static boolean isOver(Answered answered, Instant now) {
        return !answered.at().plus(LIFE).isAfter(now);
    }
}
