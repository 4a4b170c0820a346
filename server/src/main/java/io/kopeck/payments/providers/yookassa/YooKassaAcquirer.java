package io.kopeck.payments.providers.yookassa;

import io.kopeck.payments.spi.Acquirer;
import io.kopeck.payments.spi.CaptureRequest;
import io.kopeck.payments.spi.ChargeOutcome;
import io.kopeck.payments.spi.ChargeRequest;
import io.kopeck.payments.spi.InboundWebhook;
import io.kopeck.payments.spi.SentCharge;
import io.kopeck.payments.spi.SentReceipt;
import io.kopeck.payments.spi.LostRefund;
import io.kopeck.payments.spi.ProviderReference;
import io.kopeck.payments.spi.ReceiptOutcome;
import io.kopeck.payments.spi.ReceiptRequest;
import io.kopeck.payments.spi.RefundOutcome;
import io.kopeck.payments.spi.RefundRequest;
import io.kopeck.payments.spi.WebhookReading;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One YooKassa shop (API v3). */
final class YooKassaAcquirer implements Acquirer {

    /** Our code for a key that came before with another body; there may be a payment under it. */
    static final String IDEMPOTENCY_CONFLICT = "idempotency_conflict";

    /** A key is remembered for 24 hours (YooKassa API v3, Idempotence); later the same request charges once more. */
    private static final Duration KEY_LIFETIME = Duration.ofHours(23);

    /** An unconfirmed payment is cancelled after an hour (YooKassa API v3, Payment methods). */
    private static final Duration PENDING_LIFETIME = Duration.ofHours(2);

    /** How far the provider's clock and ours may differ. */
    private static final Duration CLOCKS_APART = Duration.ofMinutes(5);

    /** When most payments were created, counted from the first sending; the rest is searched only after that. */
    private static final Duration SOON = Duration.ofHours(1);

    private static final String NO_SUCH_ID = "no such id can exist";

    private final YooKassaApi api;
    private final PaymentAnswers payments;
    private final NotificationReader notifications;

    YooKassaAcquirer(YooKassaApi api, PaymentAnswers payments, NotificationReader notifications) {
        this.api = api;
        this.payments = payments;
        this.notifications = notifications;
    }

    @Override
    public Duration keyLifetime() {
        return KEY_LIFETIME;
    }

    @Override
    public Duration pendingLifetime() {
        return PENDING_LIFETIME;
    }

    @Override
    public ChargeOutcome charge(ChargeRequest request) {
        if (request.methodToken() == null && request.returnUrl() == null) {
            return new ChargeOutcome.Rejected("no_return_url", "a payment the customer fills in needs a place to return to");
        }
        return switch (api.post("/payments", Bodies.payment(request), request.idempotencyKey())) {
            case Reply.Body(var json) -> payments.fromWire(json);
            case Reply.Refusal refusal when refusal.status() == 400 && refusal.concerns("payment_method_id") ->
                new ChargeOutcome.Declined(Declines.METHOD_GONE, Declines.advice(Declines.METHOD_GONE), null);
            case Reply.Refusal refusal -> rejected(refusal);
            case Reply.Nothing(var cause) -> new ChargeOutcome.Unknown(cause);
        };
    }

    @Override
    public ChargeOutcome fetch(ProviderReference reference) {
        if (!Words.isId(reference.id())) {
            return new ChargeOutcome.Rejected(ChargeOutcome.Rejected.NOT_FOUND, NO_SUCH_ID);
        }
        return switch (api.get("/payments/" + reference.id())) {
            case Reply.Body(var json) -> about(reference.id(), json);
            case Reply.Refusal refusal when Refusals.isNotFound(refusal, "payment_id") ->
                new ChargeOutcome.Rejected(ChargeOutcome.Rejected.NOT_FOUND, refusal.detail());
            case Reply.Refusal refusal -> rejected(refusal);
            case Reply.Nothing(var cause) -> new ChargeOutcome.Unknown(cause);
        };
    }

    /**
     * Lists the payments created since the first sending, up to when its key was last good for a repeat: a repeat may
     * have been what created the payment. There is no search by metadata (YooKassa API v3, Lists).
     */
    @Override
    public ChargeOutcome find(SentCharge lost) {
        var sentAt = lost.sentAt();
        var early = findIn(lost, Map.of(
                "created_at.gte", time(sentAt.minus(CLOCKS_APART)), "created_at.lte", time(sentAt.plus(SOON))));
        if (!(early instanceof ChargeOutcome.Rejected(var code, _)) || !code.equals(ChargeOutcome.Rejected.NOT_FOUND)) {
            return early;
        }
        return findIn(lost, Map.of(
                "created_at.gt", time(sentAt.plus(SOON)),
                "created_at.lte", time(sentAt.plus(KEY_LIFETIME).plus(SOON))));
    }

    @Override
    public ChargeOutcome capture(CaptureRequest request) {
        return change(request.providerPaymentId(), "capture", Bodies.capture(request), request.idempotencyKey());
    }

    @Override
    public ChargeOutcome cancelHold(ProviderReference reference, String idempotencyKey) {
        return change(reference.id(), "cancel", Json.object(), idempotencyKey);
    }

    @Override
    public RefundOutcome refund(RefundRequest request) {
        return switch (api.post("/refunds", Bodies.refund(request), request.idempotencyKey())) {
            case Reply.Body(var json) -> RefundAnswers.fromWire(json);
            case Reply.Refusal refusal -> rejectedRefund(refusal);
            case Reply.Nothing(var cause) -> new RefundOutcome.Unknown(cause);
        };
    }

    @Override
    public RefundOutcome fetchRefund(ProviderReference reference) {
        if (!Words.isId(reference.id())) {
            return new RefundOutcome.Rejected(ChargeOutcome.Rejected.NOT_FOUND, NO_SUCH_ID);
        }
        return switch (api.get("/refunds/" + reference.id())) {
            case Reply.Body(var json) -> reference.id().equals(Json.text(json, "id"))
                    ? RefundAnswers.fromWire(json)
                    : new RefundOutcome.Unknown("the answer is about another refund");
            case Reply.Refusal refusal when Refusals.isNotFound(refusal, "refund_id") ->
                new RefundOutcome.Rejected(ChargeOutcome.Rejected.NOT_FOUND, refusal.detail());
            case Reply.Refusal refusal -> rejectedRefund(refusal);
            case Reply.Nothing(var cause) -> new RefundOutcome.Unknown(cause);
        };
    }

    /** Lists the payment's refunds. One without our reference was made in the provider's cabinet and is not ours. */
    @Override
    public RefundOutcome findRefund(LostRefund lost) {
        var filters = Map.of("payment_id", lost.providerPaymentId());
        var reply = api.list("/refunds", filters, item ->
                lost.refundId().equals(Json.uuid(item.path("metadata"), Bodies.REFUND_ID)));
        return switch (reply) {
            case Reply.Body(var found) when found.isEmpty() ->
                new RefundOutcome.Rejected(ChargeOutcome.Rejected.NOT_FOUND, "none of the payment's refunds");
            case Reply.Body(var found) when found.size() == 1 -> RefundAnswers.fromWire(found.get(0));
            case Reply.Body _ -> new RefundOutcome.Unknown("several refunds have this reference");
            case Reply.Refusal refusal -> rejectedRefund(refusal);
            case Reply.Nothing(var cause) -> new RefundOutcome.Unknown(cause);
        };
    }

    @Override
    public ReceiptOutcome sendReceipt(ReceiptRequest request) {
        return switch (api.post("/receipts", Bodies.receipt(request), request.idempotencyKey())) {
            case Reply.Body(var json) -> ReceiptAnswers.fromWire(json, request.subject());
            case Reply.Refusal refusal when Refusals.isKeyConflict(refusal) -> new ReceiptOutcome.Unknown(refusal.detail());
            case Reply.Refusal refusal -> new ReceiptOutcome.Refused(codeOf(refusal), refusal.detail());
            case Reply.Nothing(var cause) -> new ReceiptOutcome.Unknown(cause);
        };
    }

    /**
     * No event tells of receipts, so that they are asked about: one of our sending by its id, one that rode along by the
     * payment's or refund's {@code receipt_registration}, and one whose answer was lost in the list of the settlement's.
     */
    @Override
    public ReceiptOutcome fetchReceipt(SentReceipt sent) {
        var subject = sent.subject();
        if (sent.receiptId() != null) {
            return Words.isId(sent.receiptId())
                    ? receipt(api.get("/receipts/" + sent.receiptId()), json -> ReceiptAnswers.fromWire(json, subject))
                    : new ReceiptOutcome.Unknown(NO_SUCH_ID);
        }
        var id = subject.isRefund() ? String.valueOf(subject.providerRefundId()) : subject.providerPaymentId();
        if (!Words.isId(id)) {
            return new ReceiptOutcome.Unknown(NO_SUCH_ID);
        }
        if (sent.rode()) {
            return receipt(api.get((subject.isRefund() ? "/refunds/" : "/payments/") + id), json -> ReceiptAnswers.registration(json, id));
        }
        var filter = Map.of(subject.isRefund() ? "refund_id" : "payment_id", id);
        return receipt(api.list("/receipts", filter, _ -> true), found -> ReceiptAnswers.best(found, subject));
    }

    /** A refused question says nothing about the receipt. */
    private static ReceiptOutcome receipt(Reply reply, Function<JsonNode, ReceiptOutcome> translation) {
        return switch (reply) {
            case Reply.Body(var json) -> translation.apply(json);
            case Reply.Refusal refusal -> new ReceiptOutcome.Unknown(refusal.detail());
            case Reply.Nothing(var cause) -> new ReceiptOutcome.Unknown(cause);
        };
    }

    @Override
    public WebhookReading read(InboundWebhook webhook) {
        return notifications.read(webhook);
    }

    private ChargeOutcome findIn(SentCharge lost, Map<String, String> window) {
        return switch (api.list("/payments", new TreeMap<>(window), item -> isOf(lost, item.path("metadata")))) {
            case Reply.Body(var found) when found.isEmpty() ->
                new ChargeOutcome.Rejected(ChargeOutcome.Rejected.NOT_FOUND, "none of that time's payments");
            case Reply.Body(var found) when found.size() == 1 -> payments.fromWire(found.get(0));
            case Reply.Body _ -> new ChargeOutcome.Unknown("several payments have this reference");
            case Reply.Refusal refusal -> rejected(refusal);
            case Reply.Nothing(var cause) -> new ChargeOutcome.Unknown(cause);
        };
    }

    private static boolean isOf(SentCharge lost, JsonNode metadata) {
        return lost.paymentId().equals(Json.uuid(metadata, Bodies.PAYMENT_ID))
                && String.valueOf(lost.attempt()).equals(Json.text(metadata, Bodies.ATTEMPT));
    }

    private ChargeOutcome change(String id, String action, ObjectNode body, String idempotencyKey) {
        if (!Words.isId(id)) {
            return new ChargeOutcome.Rejected("unknown_object", NO_SUCH_ID);
        }
        return switch (api.post("/payments/" + id + "/" + action, body, idempotencyKey)) {
            case Reply.Body(var json) -> about(id, json);
            case Reply.Refusal refusal -> rejected(refusal);
            case Reply.Nothing(var cause) -> new ChargeOutcome.Unknown(cause);
        };
    }

    private ChargeOutcome about(String id, JsonNode json) {
        return id.equals(Json.text(json, "id"))
                ? payments.fromWire(json)
                : new ChargeOutcome.Unknown("the answer is about another payment");
    }

    private static ChargeOutcome rejected(Reply.Refusal refusal) {
        return new ChargeOutcome.Rejected(codeOf(refusal), refusal.detail());
    }

    private static RefundOutcome rejectedRefund(Reply.Refusal refusal) {
        return new RefundOutcome.Rejected(codeOf(refusal), refusal.detail());
    }

    /** Only a read can prove that something does not exist, so that a refused change never has that code. */
    private static String codeOf(Reply.Refusal refusal) {
        if (Refusals.isKeyConflict(refusal)) {
            return IDEMPOTENCY_CONFLICT;
        }
        return refusal.code().equals(ChargeOutcome.Rejected.NOT_FOUND) ? "unknown_object" : refusal.code();
    }

    private static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
