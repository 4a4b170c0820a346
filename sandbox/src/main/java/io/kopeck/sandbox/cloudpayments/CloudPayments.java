package io.kopeck.sandbox.cloudpayments;

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
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The CloudPayments of the sandbox: puts its parts together and offers them to the rest. */
public final class CloudPayments implements Acquirer {

    public static final String NAME = "cloudpayments";
    private static final int DUE_BATCH_MAX = 1_000;

    private final Terminal terminal;
    private final TerminalState state;
    private final Wire wire;
    private final Payments payments;
    private final Refunds refunds;
    private final Receipts receipts;
    private final CloudPaymentsApi api;
    private final HostedPage hostedPage;

    /**
     * A terminal with nothing in its books.
     *
     * @param recurring cards are saved for every account, as with the cabinet's switch on
     * @param fiscalization charges and refunds must bring a receipt
     */
    public CloudPayments(CloudPaymentsOptions options, boolean recurring, boolean fiscalization, SandboxClock clock, Journal journal, Webhooks webhooks,
            Faults faults, CallCounters counters, int objectsMax) {
        this.terminal = new Terminal(options.publicId(), options.apiSecret(), new Terminal.Settings(options.webhookUrl(), false,
                recurring ? Terminal.Saving.ALWAYS : Terminal.Saving.NEVER, fiscalization, true));
        this.wire = new Wire(terminal);
        this.state = new TerminalState(clock, journal, webhooks, wire, objectsMax);
        this.receipts = new Receipts(state, terminal);
        this.payments = new Payments(state, terminal, receipts, new CheckQuestion(webhooks));
        this.refunds = new Refunds(state, receipts);
        var orders = new Orders(state, terminal, receipts, payments);
        var operations = new Operations(terminal, state, wire, faults, payments, refunds, receipts, orders);
        this.api = new CloudPaymentsApi(terminal, operations, new Reads(state, wire), faults, counters);
        this.hostedPage = new HostedPage(state, terminal, orders, payments, refunds);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<String> operations() {
        return Operation.NAMES;
    }

    @Override
    public Set<String> declineReasons() {
        return ReasonCode.declines();
    }

    /** A refund is refused without a reason. */
    @Override
    public Set<String> refundCancelReasons() {
        return Set.of();
    }

    @Override
    public Endpoint api() {
        return api;
    }

    @Override
    public WebhookTarget webhooks() {
        return terminal;
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
        view.set("object", switch (object) {
            case Transaction transaction -> wire.transaction(transaction);
            case Order order -> wire.order(order);
            case Receipt receipt -> Wire.receipt(receipt);
            default -> throw new AssertionError(object);
        });
        view.set("internal", Json.MAPPER.valueToTree(object));
        switch (object) {
            case Transaction transaction -> related(view, transaction);
            case Order order -> {
                var attempts = view.putArray("attempts");
                state.transactions.page(order.createdAt(), state.now(), t -> order.id().equals(t.terms().orderId()) && t.kind() == Transaction.Kind.PAYMENT, 0, 1_000)
                        .forEach(attempt -> attempts.add(wire.transaction(attempt)));
            }
            default -> { }
        }
        return view;
    }

    private void related(ObjectNode view, Transaction payment) {
        var returned = view.putArray("refunds");
        state.transactions.page(payment.createdAt(), state.now(), t -> Objects.equals(t.originalNumber(), payment.number()), 0, 1_000)
                .forEach(refund -> returned.add(wire.transaction(refund)));
        var printed = view.putArray("receipts");
        state.receipts.values().stream().filter(receipt -> Objects.equals(receipt.transactionNumber(), payment.number()))
                .forEach(receipt -> printed.add(Wire.receipt(receipt)));
        var disputed = view.putArray("chargebacks");
        state.disputes.values().stream().filter(dispute -> dispute.transactionNumber() == payment.number())
                .forEach(dispute -> disputed.add(wire.dispute(dispute, payment.source().card())));
    }

    @Override
    public CabinetRefund refundInCabinet(String paymentId, @Nullable String amount) {
        var number = paymentNumber(paymentId);
        if (number == null) {
            return new CabinetRefund.Unknown();
        }
        try {
            return new CabinetRefund.Refunded(wire.transaction(state.perform(change -> {
                var payment = Objects.requireNonNull(state.transactions.find(number));
                return refunds.create(change, payment, sum(amount, payment), null, false, null);
            })));
        } catch (Refusal e) {
            return new CabinetRefund.Refused(e.wireMessage() == null ? "the payment cannot be refunded by this sum" : e.wireMessage());
        }
    }

    @Override
    public Chargeback chargeBack(String paymentId, @Nullable String amount) {
        var number = paymentNumber(paymentId);
        if (number == null) {
            return new Chargeback.Unknown();
        }
        try {
            return state.perform(change -> {
                var payment = Objects.requireNonNull(state.transactions.find(number));
                return new Chargeback.Made(wire.dispute(refunds.dispute(change, payment, sum(amount, payment)), payment.source().card()));
            });
        } catch (Refusal e) {
            return new Chargeback.Refused(String.valueOf(e.wireMessage()));
        }
    }

    /** The number of a payment, or of the payment that paid an order; null when there is none. */
    private @Nullable Long paymentNumber(String id) {
        return switch (state.find(id)) {
            case Transaction t when t.kind() == Transaction.Kind.PAYMENT -> t.number();
            case Order order -> order.lastNumber();
            case null, default -> null;
        };
    }

    private static Money sum(@Nullable String amount, Transaction payment) {
        if (amount != null && !amount.matches("\\d{1,10}\\.\\d{2}")) {
            throw Refusal.because("amount must be a decimal such as \"10.00\"");
        }
        long minor = amount == null ? payment.returnableMinor() : Long.parseLong(amount.replace(".", ""));
        if (minor < 1 || minor > payment.returnableMinor()) {
            throw Refusal.because("there is not that much left to return");
        }
        return payment.amount().withMinor(minor);
    }

    /** {@code forged}, the default: signed with a wrong secret; {@code signed}: with the right one; {@code tampered}: changed since. */
    @Override
    public Forged forged(String event, JsonNode object, @Nullable String type) {
        var fields = new LinkedHashMap<String, String>();
        object.properties().forEach(field -> fields.put(field.getKey(), text(field.getValue())));
        var body = NetForm.bytes(fields);
        Map<String, String> headers = switch (type == null ? "forged" : type) {
            case "forged" -> Signature.headers("not the secret", body);
            case "signed" -> Map.of();
            case "tampered" -> terminal.headers(NetForm.bytes(Map.of("TransactionId", "0")));
            default -> throw new IllegalArgumentException("type must be forged, signed or tampered");
        };
        return new Forged(fields.getOrDefault("TransactionId", ""), body, headers);
    }

    private static String text(JsonNode value) {
        return value.isNull() ? "" : value.isValueNode() ? value.asString() : value.toString();
    }

    @Override
    public void configure(ObjectNode settings) {
        var now = terminal.settings();
        @Nullable URI webhookUrl = now.webhookUrl();
        boolean check = now.check();
        var saving = now.saving();
        boolean fiscalization = now.fiscalization();
        boolean blockDeclined = now.blockDeclined();
        for (var entry : settings.properties()) {
            var value = entry.getValue();
            switch (entry.getKey()) {
                case "webhook_url" -> webhookUrl = value.isNull() ? null : webAddress(value);
                case "check" -> check = flag(entry.getKey(), value);
                case "save_cards" -> saving = saving(value);
                case "fiscalization" -> fiscalization = flag(entry.getKey(), value);
                case "block_declined" -> blockDeclined = flag(entry.getKey(), value);
                default -> throw new IllegalArgumentException(
                        "unknown setting " + entry.getKey() + "; allowed: webhook_url, check, save_cards, fiscalization, block_declined");
            }
        }
        terminal.change(new Terminal.Settings(webhookUrl, check, saving, fiscalization, blockDeclined));
    }

    private static boolean flag(String name, JsonNode value) {
        if (!value.isBoolean()) {
            throw new IllegalArgumentException(name + " must be true or false");
        }
        return value.booleanValue();
    }

    private static Terminal.Saving saving(JsonNode value) {
        return switch (value.asString("")) {
            case "always" -> Terminal.Saving.ALWAYS;
            case "asked" -> Terminal.Saving.ASKED;
            case "never" -> Terminal.Saving.NEVER;
            default -> throw new IllegalArgumentException("save_cards must be always, asked or never");
        };
    }

    private static URI webAddress(JsonNode value) {
        try {
            var url = value.isString() ? URI.create(value.stringValue()) : URI.create("");
            if (("http".equals(url.getScheme()) || "https".equals(url.getScheme())) && url.getHost() != null && url.getQuery() == null) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw new IllegalArgumentException("webhook_url must be an http or https address without a query, or null");
    }

    @Override
    public ObjectNode configuration() {
        var now = terminal.settings();
        var node = Json.object().put("public_id", terminal.publicId());
        node.put("webhook_url", now.webhookUrl() == null ? null : now.webhookUrl().toString());
        return node.put("check", now.check()).put("save_cards", now.saving().name().toLowerCase(Locale.ROOT)).put("fiscalization", now.fiscalization())
                .put("block_declined", now.blockDeclined());
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
            case Transaction t when isDue(t.dueAt(), now) && t.kind() == Transaction.Kind.REFUND -> {
                refunds.conclude(change, t, true);
                yield false;
            }
            case Transaction t when isDue(t.dueAt(), now) -> payments.due(change, t);
            case Receipt receipt when isDue(receipt.dueAt(), now) -> {
                receipts.print(change, receipt);
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
        terminal.restoreInitialSettings();
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
        return Notices.of(event, Objects.requireNonNull(state.find(objectId), objectId));
    }

    /** Tells where browsers reach the sandbox, once that is known. */
    public void publishAt(String publicUrl) {
        terminal.publishAt(publicUrl);
    }
}
