package io.kopeck.sandbox.cloudpayments;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Payments and refunds by number, in order of creation, and by the merchant's InvoiceId. Readers need no lock. */
final class Transactions {

    private record Place(long atMillis, long number) implements Comparable<Place> {
        private static final Comparator<Place> ORDER = Comparator.comparingLong(Place::atMillis).thenComparingLong(Place::number);

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    private final ConcurrentHashMap<Long, Transaction> byNumber = new ConcurrentHashMap<>();
    private final ConcurrentSkipListMap<Place, Long> ordered = new ConcurrentSkipListMap<>();
    private final ConcurrentHashMap<String, Long> lastPayment = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, Long> lastOperation = new ConcurrentHashMap<>();

    /** What stood in its place before. */
    @Nullable Transaction put(Transaction transaction) {
        var before = byNumber.put(transaction.number(), transaction);
        if (before == null) {
            ordered.put(place(transaction), transaction.number());
            var invoiceId = transaction.terms().invoiceId();
            if (invoiceId != null) {
                lastOperation.merge(invoiceId, transaction.number(), Math::max);
                if (transaction.kind() == Transaction.Kind.PAYMENT) {
                    lastPayment.merge(invoiceId, transaction.number(), Math::max);
                }
            }
        }
        return before;
    }

    @Nullable Transaction find(long number) {
        return byNumber.get(number);
    }

    @Nullable Transaction find(String id) {
        return id.matches("\\d{1,18}") ? byNumber.get(Long.parseLong(id)) : null;
    }

    /** The last payment with this InvoiceId. */
    @Nullable Transaction lastPayment(String invoiceId) {
        var number = lastPayment.get(invoiceId);
        return number == null ? null : byNumber.get(number);
    }

    /** The last operation with this InvoiceId, be it a refund. */
    @Nullable Transaction lastOperation(String invoiceId) {
        var number = lastOperation.get(invoiceId);
        return number == null ? null : byNumber.get(number);
    }

    /** Those created from {@code from} until {@code to}, both inclusive, oldest first. */
    List<Transaction> page(Instant from, Instant to, Predicate<Transaction> filter, long skip, int limit) {
        var found = new ArrayList<Transaction>();
        if (from.isAfter(to)) {
            return found;
        }
        long left = skip;
        for (var number : ordered.subMap(new Place(from.toEpochMilli(), 0), true, new Place(to.toEpochMilli(), Long.MAX_VALUE), true).values()) {
            var transaction = byNumber.get(number);
            if (transaction != null && filter.test(transaction)) {
                if (left > 0) {
                    left--;
                } else if (found.size() < limit) {
                    found.add(transaction);
                } else {
                    return found;
                }
            }
        }
        return found;
    }

    int size() {
        return byNumber.size();
    }

    void forEach(Consumer<Transaction> action) {
        ordered.values().forEach(number -> {
            var transaction = byNumber.get(number);
            if (transaction != null) {
                action.accept(transaction);
            }
        });
    }

    void clear() {
        byNumber.clear();
        ordered.clear();
        lastPayment.clear();
        lastOperation.clear();
    }

    private static Place place(Transaction transaction) {
        return new Place(transaction.createdAt().toEpochMilli(), transaction.number());
    }
}
