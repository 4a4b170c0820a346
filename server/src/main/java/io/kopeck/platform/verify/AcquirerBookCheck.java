package io.kopeck.platform.verify;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares our records of moved money with an acquirer's own book, both ways.
 *
 * <p>An entry of the book is always older than the rows it is compared with: whoever compares reads the book first.
 */
public interface AcquirerBookCheck {

    /**
     * Compares entries of the book with what is recorded here.
     *
     * @param accounts our names of the accounts the book is about
     */
    Comparison compare(Set<String> accounts, List<BookEntry> entries);

    /**
     * What is settled here and not in the book.
     *
     * @param max how many are enough
     */
    List<Settled> notIn(KnownEntries book, Set<String> accounts, int max);

    /** Whether money moved to us or back. */
    enum Kind {
        CHARGE,
        REFUND
    }

    /**
     * A settlement in the acquirer's book.
     *
     * @param paymentId the acquirer's id of the payment
     * @param refundId the acquirer's id of the refund; null for a charge
     * @param reference our id of the payment as the acquirer was told it, where it was
     */
    record BookEntry(
            Kind kind, String paymentId, @Nullable String refundId, long amountMinor, String currency, @Nullable String reference) {

        /** The acquirer's id of what this entry settles. */
        public String id() {
            return refundId == null ? paymentId : refundId;
        }
    }

    /**
     * What a comparison found: how many entries agree, what differs, and what is not decided here yet, because its outcome
     * is still being asked for or waits for a person.
     */
    record Comparison(int agreed, List<String> differences, List<String> underWay) {}

    /** Something settled here: our payment or refund, and its id at the acquirer. */
    record Settled(Kind kind, String id, String description) {}

    /** Which entries a book has. */
    interface KnownEntries {

        boolean contains(Kind kind, String id);
    }
}
