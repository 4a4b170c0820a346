package io.kopeck.sandbox.yookassa;

import io.kopeck.sandbox.acquirer.Acquirer;
import io.kopeck.sandbox.acquirer.HostedPayments;
import io.kopeck.sandbox.engine.Book;
import io.kopeck.sandbox.engine.CallCounters;
import io.kopeck.sandbox.engine.Faults;
import io.kopeck.sandbox.engine.Journal;
import io.kopeck.sandbox.engine.JournalEntry;
import io.kopeck.sandbox.engine.Json;
import io.kopeck.sandbox.engine.Money;
import io.kopeck.sandbox.engine.Notification;
import io.kopeck.sandbox.engine.SandboxClock;
import io.kopeck.sandbox.engine.WebhookTarget;
import io.kopeck.sandbox.engine.Webhooks;
import io.kopeck.sandbox.http.Endpoint;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The YooKassa of the sandbox: puts its parts together and offers them to the rest. */
public final class YooKassa implements Acquirer {

    public static final String NAME = "yookassa";
    private static final int DUE_BATCH_MAX = 1_000;

    private final Shop shop;
    private final ShopState state;
    private final Wire wire;
    private final Payments payments;
    private final Refunds refunds;
    private final Bindings bindings;
    private final Receipts receipts;
    private final YooKassaApi api;
    private final HostedPage hostedPage;

    public YooKassa(Shop shop, SandboxClock clock, Journal journal, Webhooks webhooks, Faults faults, CallCounters counters, int objectsMax) {
        this.shop = shop;
        this.state = new ShopState(clock, journal, webhooks, objectsMax);
        this.wire = new Wire(shop);
        this.receipts = new Receipts(state, shop, faults);
        this.payments = new Payments(state, shop, wire, receipts);
        this.refunds = new Refunds(state, wire, receipts);
        this.bindings = new Bindings(state, shop, wire);
        this.api = new YooKassaApi(shop, new Operations(shop, state, wire, faults, payments, refunds, bindings, receipts), faults, counters);
        this.hostedPage = new HostedPage(state, payments, refunds, bindings);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<String> operations() {
        return Operations.NAMES;
    }

    @Override
    public Set<String> declineReasons() {
        return Decline.REASONS;
    }

    @Override
    public Set<String> refundCancelReasons() {
        return Refunds.CANCEL_REASONS;
    }

    @Override
    public Endpoint api() {
        return api;
    }

    @Override
    public WebhookTarget webhooks() {
        return shop;
    }

    @Override
    public Book book() {
        return state.book;
    }

    @Override
    public HostedPayments hostedPayments() {
        return hostedPage;
    }

    @Override
    public @Nullable ObjectNode inspect(String id) {
        var object = state.find(id);
        if (object == null) {
            return null;
        }
        var view = Json.object();
        view.set("object", wire.toWire(object));
        view.set("internal", Json.MAPPER.valueToTree(object));
        if (object instanceof Payment payment) {
            var returned = view.putArray("refunds");
            var page = state.refunds.page(Shelf.Created.ANY, refund -> refund.paymentId().equals(payment.id()), 1_000, null);
            if (page != null) {
                page.items().reversed().forEach(refund -> returned.add(wire.toWire(refund)));
            }
        }
        return view;
    }

    @Override
    public CabinetRefund refundInCabinet(String paymentId, @Nullable String amount) {
        if (state.payments.find(paymentId) == null) {
            return new CabinetRefund.Unknown();
        }
        if (amount != null && !amount.matches("\\d{1,10}\\.\\d{2}")) {
            return new CabinetRefund.Refused("amount must be a decimal such as \"10.00\"");
        }
        try {
            return new CabinetRefund.Refunded(wire.toWire(state.perform(change -> {
                var payment = change.payment(paymentId);
                long minor = amount == null ? payment.refundableMinor() : Long.parseLong(amount.replace(".", ""));
                if (minor == 0) {
                    throw ApiError.invalid("amount", "There is nothing to refund");
                }
                return refunds.create(change, new Refunds.Request(paymentId, new Money(minor, payment.amount().currency()), null, Map.of(), null), null);
            })));
        } catch (ApiError e) {
            return new CabinetRefund.Refused(e.content().description());
        }
    }

    @Override
    public void configure(ObjectNode settings) {
        var now = shop.settings();
        @Nullable URI webhookUrl = now.webhookUrl();
        boolean recurring = now.recurring();
        boolean fiscalization = now.fiscalization();
        for (var entry : settings.properties()) {
            var value = entry.getValue();
            switch (entry.getKey()) {
                case "webhook_url" -> webhookUrl = value.isNull() ? null : webAddress(value);
                case "recurring" -> recurring = flag(entry.getKey(), value);
                case "fiscalization" -> fiscalization = flag(entry.getKey(), value);
                default -> throw new IllegalArgumentException(
                        "unknown setting " + entry.getKey() + "; allowed: webhook_url, recurring, fiscalization");
            }
        }
        shop.change(new Shop.Settings(webhookUrl, recurring, fiscalization));
    }

    private static boolean flag(String name, JsonNode value) {
        if (!value.isBoolean()) {
            throw new IllegalArgumentException(name + " must be true or false");
        }
        return value.booleanValue();
    }

    private static URI webAddress(JsonNode value) {
        try {
            var url = value.isString() ? URI.create(value.stringValue()) : URI.create("");
            if (("http".equals(url.getScheme()) || "https".equals(url.getScheme())) && url.getHost() != null) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw new IllegalArgumentException("webhook_url must be an http or https address, or null");
    }

    @Override
    public ObjectNode configuration() {
        var now = shop.settings();
        var node = Json.object().put("shop_id", shop.id());
        node.put("webhook_url", now.webhookUrl() == null ? null : now.webhookUrl().toString());
        return node.put("recurring", now.recurring()).put("fiscalization", now.fiscalization());
    }

    @Override
    public Due settleDue(Instant now) {
        int expired = 0;
        var notifications = new ArrayList<Notification>();
        CompletableFuture<Void> written = CompletableFuture.completedFuture(null);
        for (var ids = state.takeDue(now, DUE_BATCH_MAX); !ids.isEmpty(); ids = state.takeDue(now, DUE_BATCH_MAX)) {
            for (var id : ids) {
                var made = state.make(change -> moveOn(change, id, now));
                expired += made.value() ? 1 : 0;
                notifications.addAll(made.notifications());
                written = made.written();
            }
        }
        written.join();
        return new Due(expired, notifications);
    }

    /** True when the object expired. An object that moved on since it was put in the queue is left alone. */
    private boolean moveOn(Change change, String id, Instant now) {
        return switch (state.find(id)) {
            case Payment payment when isDue(payment.dueAt(), now) -> payments.due(change, payment);
            case Binding binding when isDue(binding.dueAt(), now) -> {
                bindings.expire(change, binding);
                yield true;
            }
            case Refund refund when isDue(refund.dueAt(), now) -> {
                refunds.conclude(change, refund, true);
                yield false;
            }
            case Receipt receipt when isDue(receipt.dueAt(), now) -> {
                receipts.registered(change, receipt);
                yield false;
            }
            case null, default -> false;
        };
    }

    private static boolean isDue(@Nullable Instant dueAt, Instant now) {
        return dueAt != null && !dueAt.isAfter(now);
    }

    @Override
    public void reset() {
        state.reset();
        shop.restoreInitialSettings();
    }

    @Override
    public boolean restore(String kind, JsonNode value) {
        return state.restore(kind, value);
    }

    @Override
    public void snapshot(Consumer<JournalEntry> facts) {
        state.snapshot(facts);
    }

    @Override
    public Supplier<byte[]> notificationBody(String event, String objectId) {
        return wire.notification(event, state.object(objectId));
    }

    /** YooKassa signs nothing, so a merchant must survive any body. */
    @Override
    public Forged forged(String event, JsonNode object, @Nullable String type) {
        var body = Json.object().put("type", type == null ? "notification" : type).put("event", event);
        body.set("object", object);
        return new Forged(object.path("id").asString(""), Json.bytes(body));
    }

    /** Tells where browsers reach the sandbox, once that is known. */
    public void publishAt(String publicUrl) {
        shop.publishAt(publicUrl);
    }
}
