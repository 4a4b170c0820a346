package io.kopeck.sandbox.yookassa;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keys used during the last 24 hours and what each of them did. Guarded by the lock of {@link ShopState}. */
final class IdempotenceKeys {

    static final Duration LIFE = Duration.ofHours(24);

    /** One used key: the object it made or changed, or the error it was burned by. */
    record Used(String key, String requestHash, @Nullable String objectId, ApiError.@Nullable Content error, Instant firstAt) {}

    private final Map<String, Used> byKey = new HashMap<>();
    private final ArrayDeque<Used> oldestFirst = new ArrayDeque<>();

    @Nullable Used find(String key, Instant now) {
        var used = byKey.get(key);
        return used == null || isOver(used, now) ? null : used;
    }

    void put(Used used) {
        byKey.put(used.key(), used);
        oldestFirst.addLast(used);
        forgetOld(used.firstAt());
    }

    int size() {
        return byKey.size();
    }

    void clear() {
        byKey.clear();
        oldestFirst.clear();
    }

    void forEach(Consumer<Used> action) {
        oldestFirst.stream().filter(used -> byKey.get(used.key()) == used).forEach(action);
    }

    private void forgetOld(Instant now) {
        while (!oldestFirst.isEmpty() && isOver(oldestFirst.getFirst(), now)) {
            var old = oldestFirst.removeFirst();
            byKey.remove(old.key(), old);
        }
    }

    private static boolean isOver(Used used, Instant now) {
        return !used.firstAt().plus(LIFE).isAfter(now);
    }
}
