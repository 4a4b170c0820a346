package io.kopeck.sandbox.cloudpayments;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts declines per card, account and group: the second of a group within a day blocks the card for a day (reference,
 * 6). Per account too, because everybody here pays with the same few test cards; without an AccountId nothing is counted.
 * Guarded by the lock of {@link TerminalState}; not kept in the journal, because the transactions tell.
 */
final class Strikes {

    static final Duration BLOCK = Duration.ofHours(24);

    /** The last decline of a group; the card is blocked by it until {@code blockedUntil}. */
    record Struck(Instant at, ReasonCode reason, @Nullable Instant blockedUntil) {}

    private record Owner(String accountId, String card) {}

    private final Map<Owner, Map<ReasonCode.Group, Struck>> byOwner = new HashMap<>();

    /** What blocks the transaction's card at {@code now}; null when nothing does. */
    @Nullable Struck blocking(Transaction transaction, Instant now) {
        return of(transaction).values().stream().filter(struck -> struck.blockedUntil() != null && struck.blockedUntil().isAfter(now)).findFirst().orElse(null);
    }

    /** Until when a decline at {@code now} would block the card; null when it would not. */
    @Nullable Instant blockAfter(Transaction transaction, ReasonCode reason, Instant now) {
        var group = reason.group();
        var before = group == null ? null : of(transaction).get(group);
        boolean second = before != null && before.blockedUntil() == null && before.at().plus(BLOCK).isAfter(now);
        return second ? now.plus(BLOCK) : null;
    }

    void declined(Transaction transaction, ReasonCode reason, Instant now) {
        var group = reason.group();
        var owner = owner(transaction);
        if (group != null && owner != null) {
            var blockedUntil = blockAfter(transaction, reason, now);
            byOwner.computeIfAbsent(owner, _ -> new EnumMap<>(ReasonCode.Group.class)).put(group, new Struck(now, reason, blockedUntil));
        }
    }

    void passed(Transaction transaction) {
        var owner = owner(transaction);
        if (owner != null) {
            byOwner.remove(owner);
        }
    }

    void clear() {
        byOwner.clear();
    }

    private Map<ReasonCode.Group, Struck> of(Transaction transaction) {
        var owner = owner(transaction);
        return owner == null ? Map.of() : byOwner.getOrDefault(owner, Map.of());
    }

    private static @Nullable Owner owner(Transaction transaction) {
        var card = transaction.source().card();
        var accountId = transaction.terms().accountId();
        return card == null || accountId == null ? null : new Owner(accountId, card.fingerprint());
    }
}
