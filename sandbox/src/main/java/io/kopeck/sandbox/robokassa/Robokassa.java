package io.kopeck.sandbox.robokassa;

import io.kopeck.sandbox.acquirer.Acquirer;
import io.kopeck.sandbox.acquirer.HostedPayments;
import io.kopeck.sandbox.engine.Book;
import io.kopeck.sandbox.engine.CallCounters;
import io.kopeck.sandbox.engine.Faults;
import io.kopeck.sandbox.engine.Journal;
import io.kopeck.sandbox.engine.JournalEntry;
import io.kopeck.sandbox.engine.Json;
import io.kopeck.sandbox.engine.Notification;
import io.kopeck.sandbox.engine.SandboxClock;
import io.kopeck.sandbox.engine.WebhookTarget;
import io.kopeck.sandbox.engine.Webhooks;
import io.kopeck.sandbox.http.Endpoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The Robokassa of the sandbox: puts its parts together and offers them to the rest. */
public final class Robokassa implements Acquirer {

    public static final String NAME = "robokassa";
    private static final int DUE_BATCH_MAX = 1_000;

    private final Shop shop;
    private final ShopState state;
    private final Notices notices;
    private final Payments payments;
    private final Refunds refunds;
    private final RobokassaApi api;
    private final HostedPage hostedPage;

    public Robokassa(RobokassaOptions options, boolean recurring, boolean fiscalization, SandboxClock clock, Journal journal, Webhooks webhooks,
            Faults faults, CallCounters counters, int objectsMax) {
        this.shop = new Shop(options, Settings.initial(options, recurring, fiscalization));
        this.state = new ShopState(clock, journal, webhooks, objectsMax);
        this.notices = new Notices(state, shop);
        var checkout = new Checkout(state, shop, faults);
        this.payments = new Payments(state, shop, checkout, notices);
        this.refunds = new Refunds(state, shop);
        this.api = new RobokassaApi(shop, state, checkout, payments, refunds, new Receipts(state, shop), new Links(state, shop), faults, counters);
        this.hostedPage = new HostedPage(state, shop, checkout, payments, refunds, notices);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<String> operations() {
        return RobokassaApi.NAMES;
    }

    @Override
    public Set<String> declineReasons() {
        return Cards.DECLINE_REASONS;
    }

    /** GetState tells none. */
    @Override
    public Set<String> refundCancelReasons() {
        return Set.of();
    }

    /** The state a recurring payment stays in: 50 or 80. */
    @Override
    public Set<String> pendingReasons() {
        return Set.of("crediting", "suspended");
    }

    @Override
    public Endpoint api() {
        return api;
    }

    @Override
    public WebhookTarget webhooks() {
        return notices;
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
        var found = state.find(id);
        var object = found != null ? found : state.find(Invoice.TEST_PREFIX + id);
        if (object == null) {
            return null;
        }
        var view = Json.object();
        view.set("internal", Json.MAPPER.valueToTree(object));
        switch (object) {
            case Invoice invoice -> {
                view.putObject("object").put("InvId", invoice.terms().number()).put("State", invoice.state().code())
                        .put("OutSum", invoice.amount().decimal()).put("OpKey", invoice.opKey()).put("IsTest", invoice.test());
                var list = view.putArray("refunds");
                state.all(Refund.class).filter(refund -> refund.invoiceId().equals(invoice.id()))
                        .forEach(refund -> list.add(Json.MAPPER.readTree(Refunds.toWire(refund))));
            }
            case Refund refund -> view.set("object", Json.MAPPER.readTree(Refunds.toWire(refund)));
            case SecondReceipt receipt -> view.set("object", receipt.content());
            case PaymentLink link -> view.putObject("object").put("id", link.id()).put("invId", link.number());
        }
        return view;
    }

    @Override
    public CabinetRefund refundInCabinet(String paymentId, @Nullable String amount) {
        if (state.invoice(paymentId) == null) {
            return new CabinetRefund.Unknown();
        }
        if (amount != null && !amount.matches("\\d{1,10}\\.\\d{2}")) {
            return new CabinetRefund.Refused("amount must be a decimal such as \"10.00\"");
        }
        try {
            var made = state.perform(change -> {
                var invoice = Objects.requireNonNull(state.invoice(paymentId));
                return refunds.inCabinet(change, invoice, amount == null ? invoice.refundableMinor() : Long.parseLong(amount.replace(".", "")));
            });
            return new CabinetRefund.Refunded((ObjectNode) Json.MAPPER.readTree(Refunds.toWire(made)));
        } catch (Refunds.NotAccepted e) {
            return new CabinetRefund.Refused(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void configure(ObjectNode settings) {
        shop.change(shop.settings().with(settings));
    }

    @Override
    public ObjectNode configuration() {
        return Json.object().put("login", shop.login()).setAll(shop.settings().toWire());
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
            case Invoice invoice when isDue(invoice.dueAt(), now) -> payments.due(change, invoice);
            case Refund refund when isDue(refund.dueAt(), now) -> {
                refunds.conclude(change, refund, true);
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
        return notices.body(event, Objects.requireNonNull(state.invoice(objectId)));
    }

    @Override
    public Forged forged(String event, JsonNode object, @Nullable String type) {
        var name = event.equals(Notices.RESULT2) ? "invId" : "InvId";
        return new Forged(object.path(name).asString(""), notices.forged(event, object, type));
    }

    /** Tells where browsers reach the sandbox, once that is known. */
    public void publishAt(String publicUrl) {
        shop.publishAt(publicUrl);
    }
}
