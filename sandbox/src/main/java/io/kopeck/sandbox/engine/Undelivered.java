package io.kopeck.sandbox.engine;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The notifications that the journal knows to be raised and not to be done with: collected while it is replayed. */
final class Undelivered {

    private static final String RAISED_KIND = "webhook";
    private static final String DONE_KIND = "webhook_done";
    private static final String RESET_KIND = "webhook_reset";

    /** {@code body} only after a compaction; otherwise the object itself stands before it in the journal. */
    private record Raised(long seq, String provider, String event, String objectId, @Nullable String paymentId, Instant raisedAt,
            @Nullable String body) {}

    private record Done(long seq) {}

    private final TreeMap<Long, Notification> bySeq = new TreeMap<>();
    private long lastSeq;

    static JournalEntry raised(Notification n) {
        return new JournalEntry(RAISED_KIND, new Raised(n.seq(), n.provider(), n.event(), n.objectId(), n.paymentId(), n.raisedAt(), null));
    }

    static JournalEntry done(Notification n) {
        return new JournalEntry(DONE_KIND, new Done(n.seq()));
    }

    static JournalEntry reset() {
        return new JournalEntry(RESET_KIND, "");
    }

    boolean restore(String kind, JsonNode value, Webhooks.BodyLookup bodies) {
        switch (kind) {
            case RAISED_KIND -> {
                var fact = Json.MAPPER.treeToValue(value, Raised.class);
                var text = fact.body();
                Supplier<byte[]> body = text != null ? () -> text.getBytes(StandardCharsets.UTF_8)
                        : bodies.find(fact.provider(), fact.event(), fact.objectId());
                bySeq.put(fact.seq(), new Notification(fact.seq(), fact.provider(), fact.event(), fact.objectId(), fact.paymentId(),
                        fact.raisedAt(), body));
                lastSeq = Math.max(lastSeq, fact.seq());
            }
            case DONE_KIND -> bySeq.remove(Json.MAPPER.treeToValue(value, Done.class).seq());
            case RESET_KIND -> bySeq.clear();
            default -> {
                return false;
            }
        }
        return true;
    }

    void snapshot(Consumer<JournalEntry> facts) {
        bySeq.values().forEach(n -> facts.accept(new JournalEntry(RAISED_KIND, new Raised(n.seq(), n.provider(), n.event(), n.objectId(),
                n.paymentId(), n.raisedAt(), new String(n.body().get(), StandardCharsets.UTF_8)))));
    }

    /** Hands over what was collected, in the order of events. */
    List<Notification> take() {
        var all = new ArrayList<>(bySeq.values());
        bySeq.clear();
        return all;
    }

    /** The highest number the journal has seen. */
    long lastSeq() {
        return lastSeq;
    }
}
