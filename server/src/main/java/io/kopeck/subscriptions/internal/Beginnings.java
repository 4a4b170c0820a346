package io.kopeck.subscriptions.internal;

import io.kopeck.catalog.Catalog;
import io.kopeck.catalog.Product;
import io.kopeck.catalog.PromoCode;
import io.kopeck.catalog.Tariff;
import io.kopeck.catalog.TariffId;
import io.kopeck.kernel.BillingInterval;
import io.kopeck.kernel.CustomerId;
import io.kopeck.kernel.Money;
import io.kopeck.kernel.ProductCode;
import io.kopeck.payments.MethodId;
import io.kopeck.payments.Methods;
import io.kopeck.payments.PaymentId;
import io.kopeck.payments.PaymentView;
import io.kopeck.payments.Payments;
import io.kopeck.payments.Purpose;
import io.kopeck.platform.events.EventLog;
import io.kopeck.platform.time.Ids;
import io.kopeck.subscriptions.SubscribeResult.Reason;
import io.kopeck.subscriptions.SubscriptionEvent.SubscriptionStarted;
import io.kopeck.subscriptions.SubscriptionId;
import io.kopeck.subscriptions.SubscriptionView;
import io.kopeck.subscriptions.internal.core.Discount;
import io.kopeck.subscriptions.internal.core.Due;
import io.kopeck.subscriptions.internal.core.Terms;
import io.kopeck.subscriptions.internal.core.Transitions;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How subscriptions begin: on trial, by credit, or with a first payment; with a promo code or without. */
@Component
public class Beginnings {

    private final SubscriptionStore subscriptions;
    private final Changes changes;
    private final Orders orders;
    private final Dues dues;
    private final Promos promos;
    private final Payments payments;
    private final Methods methods;
    private final Catalog catalog;
    private final EventLog events;
    private final Ids ids;

    Beginnings(
            SubscriptionStore subscriptions, Changes changes, Orders orders, Dues dues, Promos promos, Payments payments,
            Methods methods, Catalog catalog, EventLog events, Ids ids) {
        this.subscriptions = subscriptions;
        this.changes = changes;
        this.orders = orders;
        this.dues = dues;
        this.promos = promos;
        this.payments = payments;
        this.methods = methods;
        this.catalog = catalog;
        this.events = events;
        this.ids = ids;
    }

    /** Begins a subscription, or its first payment; one that is under way for the same tariff is answered. */
    public Begun begin(
            CustomerId customer, ProductCode productCode, TariffId tariffId, @Nullable MethodId methodId, @Nullable String promoCode,
            Instant now) {
        var product = catalog.product(productCode).orElseThrow();
        var tariff = catalog.tariff(tariffId).filter(t -> t.active() && t.product().equals(productCode));
        if (tariff.isEmpty()) {
            return new Begun.Refused(Reason.NO_SUCH_TARIFF);
        }
        if (subscriptions.lockLive(customer, productCode).isPresent()) {
            return new Begun.Refused(Reason.ALREADY_SUBSCRIBED);
        }
        var unfinished = payments.unfinished(customer, productCode, Purpose.SUBSCRIBE);
        if (unfinished.isPresent()) {
            return tariffId.value().equals(unfinished.get().tariffId())
                    ? new Begun.Pending(unfinished.get())
                    : new Begun.Refused(Reason.OTHER_TARIFF_PENDING);
        }
        if (methodId != null && methods.find(customer, methodId).filter(m -> m.account().equals(product.acquirer())).isEmpty()) {
            return new Begun.Refused(Reason.NO_SUCH_METHOD);
        }
        var promo = promoCode == null ? null : catalog.promoCode(promoCode).orElse(null);
        if (promoCode != null && (promo == null || !promo.holds(productCode, now))) {
            return new Begun.Refused(Reason.PROMO_NOT_VALID);
        }
        boolean givesDays = promo != null && promo.benefit() instanceof PromoCode.Benefit.TrialDays;
        boolean onTrial = (tariff.get().trial() != null || givesDays) && !subscriptions.hadAny(customer, productCode);
        if (methodId == null && (onTrial || !product.subscribesWithoutMethod())) {
            return new Begun.Refused(Reason.NO_METHOD);
        }
        var price = tariff.get().price();
        var discount = promo == null ? Optional.of(new Discount(Money.zero(price.currency()), 0)) : Discount.of(promo.benefit(), price, onTrial);
        if (discount.isEmpty()) {
            return new Begun.Refused(Reason.PROMO_NOT_VALID);
        }
        var id = new SubscriptionId(ids.next());
        if (promo != null && !promos.hold(customer, id.value(), promo, discount.get().off(), now)) {
            return new Begun.Refused(Reason.PROMO_USED_UP);
        }
        if (onTrial) {
            return new Begun.Started(startTrial(
                    customer, id, product, tariff.get(), Objects.requireNonNull(methodId), discount.get(), now));
        }
        var due = dues.first(customer, productCode, price.minus(discount.get().off()));
        if (due.charge().isZero()) {
            return new Begun.Started(startByCredit(customer, id, product, tariff.get(), methodId, due, now));
        }
        var order = orders.subscribe(customer, id.value(), product, tariff.get(), due.charge(), methodId);
        payments.open(List.of(order));
        return new Begun.Send(order.id());
    }

    private SubscriptionView startTrial(
            CustomerId customer, SubscriptionId id, Product product, Tariff tariff, MethodId method, Discount discount,
            Instant now) {
        var terms = Terms.of(product, tariff);
        var state = tariff.trial() == null
                ? Transitions.beginTrial(new BillingInterval(BillingInterval.Unit.DAY, discount.trialDays()), terms, now)
                : discount.prolonged(Transitions.beginTrial(tariff.trial(), terms, now));
        return start(SubscriptionRow.begun(
                customer, id, tariff, Money.zero(tariff.price().currency()), method.value(), state, now), now);
    }

    /** The customer's credit pays for all of the first period. */
    private SubscriptionView startByCredit(
            CustomerId customer, SubscriptionId id, Product product, Tariff tariff, @Nullable MethodId method, Due due, Instant now) {
        var state = Transitions.begin(Terms.of(product, tariff), method != null, now);
        var row = SubscriptionRow.begun(customer, id, tariff, due.price(),
                method == null ? null : method.value(), state, now);
        var started = start(row, now);
        dues.useForFirst(row, due.credit(), now);
        return started;
    }

    private SubscriptionView start(SubscriptionRow row, Instant now) {
        subscriptions.insert(row, now);
        promos.use(row.customer(), row.id().value(), now);
        events.append(now, new SubscriptionStarted(row.customer(), row.id(), row.product().value(), row.state().paid().trial(),
                row.state().paid().period().end(), true));
        return changes.view(row, now);
    }

    /** How a subscription has begun. */
    public sealed interface Begun {

        record Started(SubscriptionView subscription) implements Begun {}

        record Refused(Reason reason) implements Begun {}

        record Send(PaymentId payment) implements Begun {}

        record Pending(PaymentView payment) implements Begun {}
    }
}
