package io.kopeck.sandbox.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * An acquirer's own record of settled money, in the order it settled. It is the second opinion a merchant's books are
 * compared with, so entries are only ever added, and the totals are the sums of the entries.
 */
public final class Book {

    public enum Kind { CHARGE, REFUND, CHARGEBACK }

    /**
     * One settlement.
     *
     * @param n position in the book, from 1, without gaps
     * @param refundId the refund's id, or the chargeback's
     * @param reference the merchant's own reference for the payment, where it gave one
     * @param recurring the charge was made with a saved method, or the refund returns such a charge
     * @param at when it settled
     */
    public record Entry(long n, Kind kind, String paymentId, @Nullable String refundId, Money amount,
            @Nullable String reference, Map<String, @Nullable String> metadata, @Nullable String paymentMethodId,
            boolean recurring, Instant at) {}

    public record Totals(long chargedMinor, long refundedMinor, long chargedBackMinor, long count) {
        public long netMinor() {
            return chargedMinor - refundedMinor - chargedBackMinor;
        }
    }

    /** Entries and the totals of the whole book at the same moment. */
    public record Page(List<Entry> entries, Totals totals) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final List<Entry> entries = new ArrayList<>();
    private long chargedMinor;
    private long refundedMinor;
    private long chargedBackMinor;

    /** Position the next entry must carry. The caller serialises its own writes. */
    public long nextNumber() {
        lock.lock();
        try {
            return entries.size() + 1L;
        } finally {
            lock.unlock();
        }
    }

    public void add(Entry entry) {
        lock.lock();
        try {
            if (entry.n() != entries.size() + 1L) {
                throw new IllegalStateException("book entry " + entry.n() + " after " + entries.size());
            }
            entries.add(entry);
            switch (entry.kind()) {
                case CHARGE -> chargedMinor += entry.amount().minor();
                case REFUND -> refundedMinor += entry.amount().minor();
                case CHARGEBACK -> chargedBackMinor += entry.amount().minor();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Up to {@code limit} entries that follow number {@code after}. */
    public Page page(long after, int limit) {
        lock.lock();
        try {
            int from = (int) Math.clamp(after, 0L, (long) entries.size());
            int to = (int) Math.min((long) from + limit, entries.size());
            return new Page(new ArrayList<>(entries.subList(from, to)), new Totals(chargedMinor, refundedMinor, chargedBackMinor, entries.size()));
        } finally {
            lock.unlock();
        }
    }

    public void clear() {
        lock.lock();
        try {
            entries.clear();
            chargedMinor = 0;
            refundedMinor = 0;
            chargedBackMinor = 0;
        } finally {
            lock.unlock();
        }
    }
}
