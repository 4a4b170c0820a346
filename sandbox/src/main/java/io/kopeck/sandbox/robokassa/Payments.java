package io.kopeck.sandbox.robokassa;

import io.kopeck.sandbox.engine.Book;
import io.kopeck.sandbox.engine.Fault;
import io.kopeck.sandbox.engine.FaultKind;
import io.kopeck.sandbox.engine.Money;
import io.kopeck.sandbox.robokassa.Invoice.State;
import io.kopeck.sandbox.robokassa.Invoice.Step;
import io.kopeck.sandbox.robokassa.Invoice.Terms;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Decides what becomes of an invoice (reference, 5, 7 and 9). Every method runs inside a {@link Change}. */
final class Payments {

    /** Time a hold lasts (reference, 9). */
    static final Duration HOLD_TERM = Duration.ofDays(7);
    private static final long PENDING_DEFAULT_MS = Duration.ofHours(1).toMillis();

    private final ShopState state;
    private final Shop shop;
    private final Checkout checkout;
    private final Notices notices;

    Payments(ShopState state, Shop shop, Checkout checkout, Notices notices) {
        this.state = state;
        this.shop = shop;
        this.checkout = checkout;
        this.notices = notices;
    }

    /** The buyer entered a card or agreed to pay by SBP. A declined invoice stays payable. */
    Invoice pay(Change change, Invoice invoice, Method method, boolean expiredCard) {
        var decline = expiredCard ? "card_expired" : invoice.terms().decline() != null ? invoice.terms().decline() : method.decline();
        if (decline != null) {
            return change.put(invoice.declined(decline));
        }
        if (invoice.terms().force3ds() || method.threeDs()) {
            return change.put(invoice.waiting(Step.BANK_PAGE, method, invoice.dueAt(), null));
        }
        return conclude(change, invoice, method);
    }

    /** The buyer confirmed or refused at the bank's page. */
    Invoice confirm(Change change, Invoice invoice, boolean passed) {
        return passed ? conclude(change, invoice, Objects.requireNonNull(invoice.method())) : change.put(invoice.declined("3d_secure_failed"));
    }

    /** Ends a waiting by hand: a recurring payment's for its outcome, or the one an injected fault began. */
    Invoice release(Change change, Invoice invoice, boolean passed) {
        if (passed) {
            return settle(change, invoice, invoice.amount(), true);
        }
        boolean taken = invoice.state() == State.CREDITING || invoice.state() == State.SUSPENDED;
        return end(change, invoice, taken ? State.RETURNED : State.CANCELED, "general_decline");
    }

    /** A recurring payment: accepted now, decided later. */
    Invoice charge(Change change, Params params, @Nullable Fault fault) {
        if (!shop.settings().recurring()) {
            throw Refusal.recurringNotAllowed();
        }
        var terms = childTerms(params);
        var mother = state.live(terms.previous());
        if (mother == null || mother.state() != State.PAID || !mother.terms().recurring()) {
            throw Refusal.badRecurring("PreviousInvoiceID must be a paid invoice with Recurring=true");
        }
        var same = state.live(terms.number());
        if (same != null) {
            throw same.state() == State.PAID ? Refusal.numberPaid() : Refusal.badNumber("InvoiceID is in use already");
        }
        state.checkRoom();
        var card = Objects.requireNonNull(mother.method(), "a paid invoice has a method");
        var method = new Method(card.code(), card.account(), Ids.rrn(), card.threeDs(), card.decline(), card.declineLater());
        var child = Invoice.opened(terms, state.nextSeq(), Ids.opKey(), change.now());
        if (fault != null && fault.kind() == FaultKind.PENDING) {
            var to = "suspended".equals(fault.reason()) ? State.SUSPENDED : State.CREDITING;
            return change.put(child.moved(to, child.amount(), method, change.now(), change.now().plusMillis(fault.delayMsOr(PENDING_DEFAULT_MS)), null));
        }
        var decline = fault == null ? (method.decline() != null ? method.decline() : method.declineLater())
                : fault.reason() != null ? fault.reason() : "general_decline";
        var delay = decline == null ? shop.settings().outcomeDelay() : shop.settings().declineDelay();
        return change.put(child.waiting(Step.OUTCOME, method, change.now().plus(delay), decline));
    }

    private Terms childTerms(Params params) {
        for (var name : new String[] {"IncCurrLabel", "ExpirationDate", "Recurring"}) {
            if (params.text(name) != null) {
                throw Refusal.badRecurring(name + " is not allowed here");
            }
        }
        var sum = params.sum();
        long number = params.number();
        if (number == 0) {
            throw Refusal.badNumber("InvoiceID must be a new number, not zero");
        }
        var previous = params.textOr("", "PreviousInvoiceID");
        if (!previous.matches("\\d{1,18}") || Long.parseLong(previous) == 0) {
            throw Refusal.badRecurring("PreviousInvoiceID must be the number of the first payment");
        }
        return new Terms(number, false, params.sumText(), sum, Checkout.description(params), Map.copyOf(params.shp()), false, false,
                Long.parseLong(previous), params.text("Email"), null, false, checkout.receipt(params, sum), Checkout.url(params, "ResultUrl2"), null,
                null, null, null, null, false);
    }

    /** Takes the held money or a part of it, once. */
    Invoice confirmHold(Change change, Params params) {
        var sum = params.sum();
        var held = held(params);
        if (sum.minor() > held.amount().minor()) {
            throw Refusal.badSum("OutSum is more than is held");
        }
        var receipt = params.text("Receipt");
        boolean changed = sum.minor() < held.amount().minor();
        if (receipt == null && changed && held.terms().receipt() != null) {
            throw Refusal.badHolding("A smaller sum needs a Receipt for what is left");
        }
        var invoice = receipt == null ? held : held.withReceipt(Objects.requireNonNull(checkout.receipt(params, sum)));
        return settle(change, invoice, sum, false);
    }

    Invoice cancelHold(Change change, Params params) {
        return end(change, held(params), State.CANCELED, "canceled_by_merchant");
    }

    private Invoice held(Params params) {
        var invoice = state.live(params.number());
        if (invoice == null) {
            throw Refusal.unknownInvoice();
        }
        if (invoice.state() != State.HELD) {
            throw Refusal.badHolding("Nothing is held for this invoice");
        }
        return invoice;
    }

    /** Moves on an invoice whose time has come; true when it expired. */
    boolean due(Change change, Invoice invoice) {
        switch (invoice.state()) {
            case CREATED -> {
                boolean child = invoice.waitsFor(Step.OUTCOME);
                if (child && invoice.reason() == null) {
                    settle(change, invoice, invoice.amount(), true);
                } else {
                    end(change, invoice, State.CANCELED, child ? Objects.requireNonNull(invoice.reason()) : "expired_on_confirmation");
                }
                return !child;
            }
            case HELD -> {
                end(change, invoice, State.CANCELED, "expired_on_capture");
                return true;
            }
            case CREDITING, SUSPENDED -> {
                settle(change, invoice, invoice.amount(), true);
                return false;
            }
            case CANCELED, RETURNED, PAID -> {
                return false;
            }
        }
        throw new AssertionError(invoice.state());
    }

    private Invoice conclude(Change change, Invoice invoice, Method method) {
        if (invoice.terms().hold() && !invoice.test()) {
            var held = change.put(invoice.moved(State.HELD, invoice.amount(), method, change.now(), change.now().plus(HOLD_TERM), null));
            notices.tellResult2(change, held);
            return held;
        }
        return settle(change, invoice.waiting(Step.OUTCOME, method, null, null), invoice.amount(), true);
    }

    /** Paid. Of a confirmed hold only ResultURL tells: Result2 told that the money was held. */
    private Invoice settle(Change change, Invoice invoice, Money amount, boolean bothWays) {
        var paid = change.put(invoice.moved(State.PAID, amount, invoice.method(), change.now(), null, null));
        if (!paid.test()) {
            change.settle(Book.Kind.CHARGE, paid, null, amount);
        }
        notices.tellResult(change, paid);
        if (bothWays && !paid.test()) {
            notices.tellResult2(change, paid);
        }
        return paid;
    }

    /** Nobody is told: the shop has to ask (reference, 5). */
    private static Invoice end(Change change, Invoice invoice, State how, String why) {
        return change.put(invoice.moved(how, invoice.amount(), invoice.method(), change.now(), null, why));
    }
}
