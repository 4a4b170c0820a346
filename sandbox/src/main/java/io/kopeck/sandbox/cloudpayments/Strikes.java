package io.kopeck.sandbox.cloudpayments;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts declines per card and group: the second of a group within a day blocks the card for a day (reference, 6).
 * Guarded by the lock of {@link TerminalState}; not kept in the journal, because the transactions tell.
 */
final class Strikes {

    static final Duration BLOCK = Duration.ofHours(24);

    /** The last decline of a group; the card is blocked by it until {@code blockedUntil}. */
    record Struck(Instant at, ReasonCode reason, @Nullable Instant blockedUntil) {}

    private final Map<String, Map<ReasonCode.Group, Struck>> byCard = new HashMap<>();

    /** What blocks the card at {@code now}; null when nothing does. */
    @Nullable Struck blocking(Card card, Instant now) {
        return byCard.getOrDefault(card.fingerprint(), Map.of()).values().stream()
                .filter(struck -> struck.blockedUntil() != null && struck.blockedUntil().isAfter(now)).findFirst().orElse(null);
    }

    /** Until when a decline at {@code now} would block the card; null when it would not. */
    @Nullable Instant blockAfter(Card card, ReasonCode reason, Instant now) {
        var group = reason.group();
        var before = group == null ? null : byCard.getOrDefault(card.fingerprint(), Map.of()).get(group);
        return before != null && before.blockedUntil() == null && before.at().plus(BLOCK).isAfter(now) ? now.plus(BLOCK) : null;
    }

    void declined(Card card, ReasonCode reason, Instant now) {
        var group = reason.group();
        if (group != null) {
            var blockedUntil = blockAfter(card, reason, now);
            byCard.computeIfAbsent(card.fingerprint(), _ -> new HashMap<>()).put(group, new Struck(now, reason, blockedUntil));
        }
    }

    void passed(Card card) {
        byCard.remove(card.fingerprint());
    }

    void clear() {
        byCard.clear();
    }
}
