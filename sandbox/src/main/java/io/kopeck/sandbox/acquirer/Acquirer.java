package io.kopeck.sandbox.acquirer;

import io.kopeck.sandbox.engine.Book;
import io.kopeck.sandbox.engine.JournalEntry;
import io.kopeck.sandbox.engine.Notification;
import io.kopeck.sandbox.engine.WebhookTarget;
import io.kopeck.sandbox.http.Endpoint;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One acquirer the sandbox plays. To add one: a sibling package with an implementation, one line in {@code Sandbox}. */
public interface Acquirer {

    /** Its name in control calls and, as the first path segment, in its own API's address. */
    String name();

    /** What a fault's {@code operation} may name, besides {@code webhook} and {@code *}. */
    Set<String> operations();

    /** What a decline's {@code reason} may be. */
    Set<String> declineReasons();

    /** Why a refund may end canceled. */
    Set<String> refundCancelReasons();

    /** What the {@code reason} of a charge that is made pending may be. */
    default Set<String> pendingReasons() {
        return Set.of();
    }

    /** The acquirer's own wire protocol. */
    Endpoint api();

    WebhookTarget webhooks();

    Book book();

    HostedPayments hostedPayments();

    /** Everything known about an object: as the API shows it, and the state behind it; null when unknown. */
    @Nullable ObjectNode inspect(String id);

    /** A refund made in the merchant's cabinet, of {@code amount} or of all that is left. */
    CabinetRefund refundInCabinet(String paymentId, @Nullable String amount);

    /** The payer took {@code amount}, or all that is left, back through their bank. */
    default Chargeback chargeBack(String paymentId, @Nullable String amount) {
        return new Chargeback.Refused(name() + " tells merchants of no chargebacks");
    }

    /**
     * Changes the shop's settings named in {@code settings}.
     *
     * @throws IllegalArgumentException with a message for the caller, and nothing is changed
     */
    void configure(ObjectNode settings);

    ObjectNode configuration();

    /** Does what is due at {@code now}. What it did is in the journal; the notifications are not sent yet. */
    Due settleDue(Instant now);

    /** Forgets every object and returns to the settings it was started with. */
    void reset();

    /** Takes a fact of the journal back; true when it was one of its own. */
    boolean restore(String kind, JsonNode value);

    /** The facts that bring the current state back. */
    void snapshot(Consumer<JournalEntry> facts);

    /** The body of a notification about the object as it is now, for use later. */
    Supplier<byte[]> notificationBody(String event, String objectId);

    /**
     * A notification nobody caused.
     *
     * @param object what it says
     * @param type of the notification, or how it is forged: the acquirer says what it knows; null: its default
     * @throws IllegalArgumentException with a message for the caller
     */
    Forged forged(String event, JsonNode object, @Nullable String type);

    /** With headers that take the place of the genuine ones. */
    record Forged(String objectId, byte[] body, Map<String, String> headers) {
        public Forged(String objectId, byte[] body) {
            this(objectId, body, Map.of());
        }
    }

    /** How many objects expired, and what has to be told about everything that was due. */
    record Due(int expired, List<Notification> notifications) {}

    sealed interface CabinetRefund {
        record Refunded(ObjectNode refund) implements CabinetRefund {}

        record Unknown() implements CabinetRefund {}

        record Refused(String why) implements CabinetRefund {}
    }

    sealed interface Chargeback {
        record Made(ObjectNode chargeback) implements Chargeback {}

        record Unknown() implements Chargeback {}

        record Refused(String why) implements Chargeback {}
    }
}
