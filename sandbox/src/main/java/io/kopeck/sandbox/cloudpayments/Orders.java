package io.kopeck.sandbox.cloudpayments;

import io.kopeck.sandbox.acquirer.CardEntry;
import io.kopeck.sandbox.cloudpayments.Terminal.Saving;
import io.kopeck.sandbox.engine.Fault;
import io.kopeck.sandbox.engine.FaultKind;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Payment links (reference, 7): a declined attempt is not the order's end, the customer may try again. */
final class Orders {

    private static final int ADDRESS_LENGTH_MAX = 2_048;

    private final TerminalState state;
    private final Terminal terminal;
    private final Receipts receipts;
    private final Payments payments;

    Orders(TerminalState state, Terminal terminal, Receipts receipts, Payments payments) {
        this.state = state;
        this.terminal = terminal;
        this.receipts = receipts;
        this.payments = payments;
    }

    /** A new order, not yet in the books. */
    Order ordered(Params params, @Nullable Fault fault) {
        var description = params.requiredText("Description");
        if (params.flag("SendSms") && params.flag("SendViber")) {
            params.problem("Only one of SendSms and SendViber is allowed");
        }
        params.flag("SendEmail");
        if (params.text("SubscriptionBehavior") != null) {
            params.problem("SubscriptionBehavior is not supported");
        }
        var terms = new Order.Terms(description, params.text("Email"), params.text("Phone"), params.flag("RequireConfirmation"), params.text("InvoiceId"),
                params.text("AccountId"), params.text("CultureName"), address(params, "SuccessRedirectUrl"), address(params, "FailRedirectUrl"),
                params.json("JsonData"));
        var amount = params.amount();
        receipts.checked(terms.jsonData(), amount.minor(), state.now());
        state.checkRoom();
        boolean forced = fault != null;
        return new Order(Ids.order(), state.nextNumber(), Order.Status.CREATED, amount, terms, state.now(), null, null,
                forced ? new Order.Forced(fault.kind() == FaultKind.REQUIRES_3DS, Operations.declineOf(fault)) : null);
    }

    private static @Nullable String address(Params params, String name) {
        var text = params.text(name);
        if (text != null && !isAddress(text)) {
            params.problem(name + " is invalid");
        }
        return text;
    }

    private static boolean isAddress(String text) {
        try {
            var scheme = text.length() > ADDRESS_LENGTH_MAX ? null : URI.create(text).getScheme();
            return scheme != null && !Set.of("javascript", "data", "vbscript", "blob", "file").contains(scheme.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    void cancel(Change change, String id) {
        var order = state.orders.get(id);
        if (order == null) {
            throw Refusal.notFound();
        }
        var last = lastAttempt(order);
        if (order.status() != Order.Status.CREATED || (last != null && last.status() == Transaction.Status.AWAITING_AUTHENTICATION)) {
            throw Refusal.silent();
        }
        change.put(order.cancelled());
    }

    /** The customer's latest attempt to pay; null before the first. */
    @Nullable Transaction lastAttempt(Order order) {
        return order.lastNumber() == null ? null : state.transactions.find(order.lastNumber());
    }

    boolean waitsForCard(Order order) {
        var last = lastAttempt(order);
        return order.status() == Order.Status.CREATED && (last == null || last.status() == Transaction.Status.DECLINED);
    }

    boolean mayBeSaved(Order order) {
        return order.terms().accountId() != null && terminal.settings().saving() != Saving.NEVER;
    }

    /** An attempt to pay the order, outside any change because the merchant may be asked; null for a card that is no test card. */
    Payments.@Nullable Opened attempt(Order order, CardEntry entry, boolean agreedToSave) {
        var card = TestCards.find(entry);
        if (card == null) {
            return null;
        }
        var t = order.terms();
        boolean save = mayBeSaved(order) && (terminal.settings().saving() == Saving.ALWAYS || agreedToSave);
        var terms = new Transaction.Terms(t.invoiceId(), t.accountId(), t.email(), t.description(), t.jsonData(), "127.0.0.1", null, t.culture(),
                null, order.id(), t.twoStage(), save, order.fault() == null ? null : order.fault().decline());
        return payments.open(terms, order.amount(), new Transaction.Source(card, null, null));
    }

    /** Carries an attempt out. */
    Transaction pay(Change change, Order order, Payments.Opened opened) {
        change.put(order.tried(opened.transaction().number()));
        return payments.charge(change, opened, order.fault() != null && order.fault().threeDs(), null);
    }
}
