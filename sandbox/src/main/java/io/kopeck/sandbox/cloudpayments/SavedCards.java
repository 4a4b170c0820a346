package io.kopeck.sandbox.cloudpayments;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Saved cards by token, and by account and card: saving a card again for the same account gives the same token. */
final class SavedCards {

    private final ConcurrentHashMap<String, SavedCard> byToken = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, SavedCard> byOwner = new ConcurrentHashMap<>();

    @Nullable SavedCard find(String token) {
        return byToken.get(token);
    }

    @Nullable SavedCard find(String accountId, Card card) {
        return byOwner.get(owner(accountId, card));
    }

    void put(SavedCard saved) {
        byToken.put(saved.token(), saved);
        byOwner.put(owner(saved.accountId(), saved.card()), saved);
    }

    /** In order of saving. */
    List<SavedCard> page(long skip, int limit) {
        return inOrder().skip(skip).limit(limit).toList();
    }

    void forEach(Consumer<SavedCard> action) {
        inOrder().forEach(action);
    }

    void clear() {
        byToken.clear();
        byOwner.clear();
    }

    /** A saved card is one object in memory, however many transactions were charged to it. */
    Transaction share(Transaction t) {
        var token = t.source().token();
        var known = token == null ? null : byToken.get(token);
        if (known == null || !known.card().equals(t.source().card())) {
            return t;
        }
        return new Transaction(t.number(), t.kind(), t.status(), t.amount(), t.terms(), t.createdAt(), t.waitsFor(), t.dueAt(),
                new Transaction.Source(known.card(), known.token(), t.source().firstNumber()), t.decision(), t.confirmedAt(), t.returned(), t.originalNumber());
    }

    private Stream<SavedCard> inOrder() {
        return byToken.values().stream().sorted(Comparator.comparingLong(SavedCard::firstNumber).thenComparing(SavedCard::token));
    }

    private static String owner(String accountId, Card card) {
        return accountId + "\n" + card.fingerprint();
    }
}
