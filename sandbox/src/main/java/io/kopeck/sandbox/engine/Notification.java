package io.kopeck.sandbox.engine;

import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something the acquirer wants to tell the merchant.
 *
 * @param seq number in the order of events, from 1; 0 for a forged one
 * @param objectId what changed
 * @param paymentId the payment it belongs to, if any
 * @param raisedAt when it happened; redelivery ends a fixed time after that
 * @param headers sent besides the content type; only with a forged one
 * @param body renders the body from an immutable object, so it shows the moment of the event whenever it is sent
 */
public record Notification(long seq, String provider, String event, String objectId, @Nullable String paymentId,
        Instant raisedAt, Supplier<byte[]> body, Map<String, String> headers) {

    public Notification(long seq, String provider, String event, String objectId, @Nullable String paymentId, Instant raisedAt,
            Supplier<byte[]> body) {
        this(seq, provider, event, objectId, paymentId, raisedAt, body, Map.of());
    }

    /** The fact for the journal; the object it is about must stand before it. */
    public JournalEntry toJournal() {
        return Undelivered.raised(this);
    }
}
