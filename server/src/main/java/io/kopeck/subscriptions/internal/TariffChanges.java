package io.kopeck.subscriptions.internal;

import io.kopeck.catalog.Catalog;
import io.kopeck.catalog.ChangePolicy.Way;
import io.kopeck.catalog.Product;
import io.kopeck.catalog.Tariff;
import io.kopeck.catalog.TariffId;
import io.kopeck.kernel.CustomerId;
import io.kopeck.kernel.Money;
import io.kopeck.kernel.ProductCode;
import io.kopeck.payments.MethodId;
import io.kopeck.payments.Methods;
import io.kopeck.payments.PaymentId;
import io.kopeck.payments.PaymentView;
import io.kopeck.payments.Payments;
import io.kopeck.platform.events.EventLog;
import io.kopeck.subscriptions.ChangeTariffPreview;
import io.kopeck.subscriptions.ChangeTariffResult.Reason;
import io.kopeck.subscriptions.SubscriptionEvent.TariffChangePlanned;
import io.kopeck.subscriptions.internal.SubscriptionRow.Sold;
import io.kopeck.subscriptions.internal.core.Command;
import io.kopeck.subscriptions.internal.core.State;
import io.kopeck.subscriptions.internal.core.TariffChange;
import io.kopeck.subscriptions.internal.core.Terms;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Changes of tariff: what they come to, and how they begin and end. Needs the customer's lock but for the preview. */
@Component
public class TariffChanges {

    private final SubscriptionStore subscriptions;
    private final Changes changes;
    private final Orders orders;
    private final Credits credits;
    private final Returns returns;
    private final Catalog catalog;
    private final Payments payments;
    private final Methods methods;
    private final EventLog events;

    TariffChanges(
            SubscriptionStore subscriptions, Changes changes, Orders orders, Credits credits, Returns returns, Catalog catalog,
            Payments payments, Methods methods, EventLog events) {
        this.subscriptions = subscriptions;
        this.changes = changes;
        this.orders = orders;
        this.credits = credits;
        this.returns = returns;
        this.catalog = catalog;
        this.payments = payments;
        this.methods = methods;
        this.events = events;
    }

    public ChangeTariffPreview preview(CustomerId customer, ProductCode product, TariffId tariff, Instant now) {
        var row = subscriptions.current(customer, product).filter(found -> found.state().status().isLive());
        return switch (judge(row, product, tariff, now)) {
            case Judged.Refused(var reason) -> new ChangeTariffPreview.Refused(reason);
            case Judged.Possible(var found, var sold, var to, var way) -> preview(found, sold, to, way, now);
        };
    }

    private ChangeTariffPreview preview(SubscriptionRow row, Product product, Tariff to, Way way, Instant now) {
        var paid = row.state().paid();
        var terms = Terms.of(product, to);
        var balance = credits.balance(row.customer(), row.product(), row.price().currency());
        var nothing = Money.zero(balance.currency());
        if (way == Way.AT_PERIOD_END) {
            var end = paid.period().end();
            return new ChangeTariffPreview.Possible(way, nothing, nothing, balance, end, paid.next(terms, end).period().end());
        }
        var change = TariffChange.now(way, paid, returns.worth(row), terms, to.price(), balance, now);
        var credited = way == Way.NOW_PRORATED ? change.unused() : nothing;
        return new ChangeTariffPreview.Possible(
                way, change.due().charge(), change.unused(), balance.plus(credited).minus(change.due().credit()), now,
                change.next(paid, terms, now).period().end());
    }

    /** Begins a change; what needs no charge is done at once. */
    public Begun begin(CustomerId customer, ProductCode product, TariffId tariff, Instant now) {
        var row = subscriptions.lockLive(customer, product);
        var pending = row.flatMap(this::pending);
        if (pending.isPresent()) {
            return tariff.value().equals(pending.get().tariffId())
                    ? new Begun.Pending(pending.get())
                    : new Begun.Refused(Reason.OTHER_CHANGE_PENDING);
        }
        return switch (judge(row, product, tariff, now)) {
            case Judged.Refused(var reason) -> new Begun.Refused(reason);
            case Judged.Possible(var found, var sold, var to, var way) -> begin(found, sold, to, way, now);
        };
    }

    private Begun begin(SubscriptionRow row, Product product, Tariff to, Way way, Instant now) {
        if (way == Way.AT_PERIOD_END) {
            return plan(row, to, now);
        }
        var change = quote(row, product, to, way, now);
        if (change.due().charge().isZero()) {
            complete(row, product, to, change, now);
            return new Begun.Done(row);
        }
        var method = row.method() == null ? Optional.<MethodId>empty()
                : methods.find(row.customer(), new MethodId(row.method())).map(found -> found.id());
        if (method.isEmpty()) {
            return new Begun.Refused(Reason.NO_METHOD);
        }
        var order = orders.change(row, product, to, change.due().charge(), method.get());
        payments.open(List.of(order));
        subscriptions.update(row.changing(order.id().value()), now);
        return new Begun.Send(order.id());
    }

    /** The tariff of the next period; the present one takes a plan back. */
    private Begun plan(SubscriptionRow row, Tariff to, Instant now) {
        boolean present = to.id().equals(row.tariff()) && to.version() == row.tariffVersion();
        subscriptions.update(row.planning(present ? null : new Sold(to.id(), to.version())), now);
        events.append(now, new TariffChangePlanned(
                row.customer(), row.id(), row.product().value(), to.id().value(), row.state().paid().period().end(), true));
        return new Begun.Done(row);
    }

    /** What a change comes to. It is the same for the same row and moment: at the settlement it is computed again. */
    private TariffChange quote(SubscriptionRow row, Product product, Tariff to, Way way, Instant now) {
        var balance = credits.balance(row.customer(), row.product(), row.price().currency());
        return TariffChange.now(way, row.state().paid(), returns.worth(row), Terms.of(product, to), to.price(), balance, now);
    }

    private void complete(SubscriptionRow row, Product product, Tariff to, TariffChange change, Instant now) {
        var next = change.next(row.state().paid(), Terms.of(product, to), now);
        if (change.way() == Way.NOW_PRORATED) {
            credits.enter(row, next.number(), Credits.Reason.UNUSED, change.unused(), now);
        }
        credits.enter(row, next.number(), Credits.Reason.CHARGE, change.due().credit(), now);
        changes.apply(row.sold(to).worth(change.value()), new Command.ChangeTariff(next), now);
    }

    /**
     * The change's payment succeeded. False when it can no longer be given: the subscription, its period or the credit is
     * not what the charge was computed from.
     */
    boolean settled(PaymentView payment, Tariff to, Instant now) {
        var row = lock(payment);
        boolean awaited = payment.id().value().equals(row.changePayment()) && row.state() instanceof State.Active;
        if (!awaited) {
            return false;
        }
        var product = catalog.product(row.product()).orElseThrow();
        var from = catalog.tariff(row.tariff(), row.tariffVersion()).orElseThrow();
        var policy = product.change();
        var way = policy == null ? Way.AT_PERIOD_END : TariffChange.way(policy, from, to, row.state().paid().trial());
        var change = way == Way.AT_PERIOD_END ? null : quote(row, product, to, way, payment.createdAt());
        if (change == null || !change.due().charge().equals(payment.amount())) {
            subscriptions.update(row.changing(null).with(row.state(), SubscriptionRow.dueAt(row.state())), now);
            return false;
        }
        complete(row, product, to, change, now);
        return true;
    }

    /** The change's payment came to nothing: the subscription goes on as it was. */
    void failed(PaymentView payment, Instant now) {
        var row = lock(payment);
        if (payment.id().value().equals(row.changePayment())) {
            subscriptions.update(row.changing(null).with(row.state(), SubscriptionRow.dueAt(row.state())), now);
        }
    }

    private SubscriptionRow lock(PaymentView payment) {
        return subscriptions.lock(payment.customer(), Objects.requireNonNull(payment.subscriptionId())).orElseThrow();
    }

    private Optional<PaymentView> pending(SubscriptionRow row) {
        return Optional.ofNullable(row.changePayment()).flatMap(id -> payments.find(new PaymentId(id))).filter(PaymentView::isUnfinished);
    }

    private Judged judge(Optional<SubscriptionRow> found, ProductCode code, TariffId tariffId, Instant now) {
        var product = catalog.product(code).orElseThrow();
        var to = catalog.tariff(tariffId).filter(tariff -> tariff.active() && tariff.product().equals(code)).orElse(null);
        if (to == null) {
            return new Judged.Refused(Reason.NO_SUCH_TARIFF);
        }
        if (found.isEmpty()) {
            return new Judged.Refused(Reason.NO_SUBSCRIPTION);
        }
        var row = found.get();
        var policy = product.change();
        boolean running = row.state() instanceof State.Active active && active.paid().period().contains(now);
        if (policy == null || !running) {
            return new Judged.Refused(Reason.NOT_ALLOWED);
        }
        boolean present = to.id().equals(row.tariff()) && to.version() == row.tariffVersion();
        boolean planned = row.next() != null && row.next().equals(new Sold(to.id(), to.version()));
        if (planned || (present && row.next() == null)) {
            return new Judged.Refused(Reason.ALREADY);
        }
        var from = catalog.tariff(row.tariff(), row.tariffVersion()).orElseThrow();
        var way = present ? Way.AT_PERIOD_END : TariffChange.way(policy, from, to, row.state().paid().trial());
        return new Judged.Possible(row, product, to, way);
    }

    private sealed interface Judged {
        record Possible(SubscriptionRow row, Product product, Tariff to, Way way) implements Judged {}

        record Refused(Reason reason) implements Judged {}
    }

    /** How a change has begun. */
    public sealed interface Begun {

        /** It is done; {@code before} is the subscription as it was. */
        record Done(SubscriptionRow before) implements Begun {}

        record Send(PaymentId payment) implements Begun {}

        record Pending(PaymentView payment) implements Begun {}

        record Refused(Reason reason) implements Begun {}
    }
}
