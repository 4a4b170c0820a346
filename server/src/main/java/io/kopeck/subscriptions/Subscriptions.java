package io.kopeck.subscriptions;

import io.kopeck.catalog.Catalog;
import io.kopeck.catalog.TariffId;
import io.kopeck.kernel.CustomerId;
import io.kopeck.kernel.ProductCode;
import io.kopeck.payments.MethodId;
import io.kopeck.payments.MethodView;
import io.kopeck.payments.Methods;
import io.kopeck.payments.PaymentId;
import io.kopeck.payments.PaymentStatus;
import io.kopeck.payments.PaymentView;
import io.kopeck.payments.Payments;
import io.kopeck.platform.jobs.Jobs;
import io.kopeck.platform.page.Listing;
import io.kopeck.platform.page.Window;
import io.kopeck.platform.tx.Transactions;
import io.kopeck.subscriptions.internal.Beginnings;
import io.kopeck.subscriptions.internal.Changes;
import io.kopeck.subscriptions.internal.Dues;
import io.kopeck.subscriptions.internal.Orders;
import io.kopeck.subscriptions.internal.PauseStore;
import io.kopeck.subscriptions.internal.RenewalJob;
import io.kopeck.subscriptions.internal.Returns;
import io.kopeck.subscriptions.internal.SubscriptionRow;
import io.kopeck.subscriptions.internal.SubscriptionStore;
import io.kopeck.subscriptions.internal.TariffChanges;
import io.kopeck.subscriptions.internal.core.Command;
import io.kopeck.subscriptions.internal.core.PauseAllowance;
import io.kopeck.subscriptions.internal.core.State;
import io.kopeck.subscriptions.internal.core.Step;
import io.kopeck.subscriptions.internal.core.Transitions;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What customers do with subscriptions. Every method decides under the customer's lock and commits before an acquirer is
 * called; repeating a call after a lost answer never charges twice.
 */
@Component
public final class Subscriptions {

    private final SubscriptionStore subscriptions;
    private final Beginnings beginnings;
    private final Changes changes;
    private final Orders orders;
    private final Returns returns;
    private final PauseStore pauses;
    private final Dues dues;
    private final TariffChanges tariffs;
    private final Payments payments;
    private final Methods methods;
    private final Catalog catalog;
    private final Jobs jobs;
    private final Transactions tx;
    private final Clock clock;

    Subscriptions(
            SubscriptionStore subscriptions, Beginnings beginnings, Changes changes, Orders orders, Returns returns, PauseStore pauses, Dues dues,
            TariffChanges tariffs, Payments payments,
            Methods methods, Catalog catalog, Jobs jobs, Transactions tx, Clock clock) {
        this.subscriptions = subscriptions;
        this.beginnings = beginnings;
        this.changes = changes;
        this.orders = orders;
        this.returns = returns;
        this.pauses = pauses;
        this.dues = dues;
        this.tariffs = tariffs;
        this.payments = payments;
        this.methods = methods;
        this.catalog = catalog;
        this.jobs = jobs;
        this.tx = tx;
        this.clock = clock;
    }

    /**
     * Subscribes: on trial where the tariff has one and the customer never had the product, else by charging the method.
     * While a payment for the same tariff is unfinished, answers that payment.
     *
     * @param methodId the saved method to charge; null where the product lets the customer fill one in at the acquirer's
     *     page, which is then saved and charged by renewals
     */
    public SubscribeResult subscribe(
            CustomerId customer, ProductCode productCode, TariffId tariffId, @Nullable MethodId methodId) {
        return subscribe(customer, productCode, tariffId, methodId, null);
    }

    /**
     * As {@link #subscribe(CustomerId, ProductCode, TariffId, MethodId)}, with a promo code that lowers the first payment or
     * prolongs the trial. It counts as used from then on, unless the payment fails.
     */
    public SubscribeResult subscribe(
            CustomerId customer, ProductCode productCode, TariffId tariffId, @Nullable MethodId methodId,
            @Nullable String promoCode) {
        var begun = tx.forCustomer(
                customer, () -> beginnings.begin(customer, productCode, tariffId, methodId, promoCode, clock.instant()));
        return switch (begun) {
            case Beginnings.Begun.Started(var subscription) -> new SubscribeResult.Started(subscription);
            case Beginnings.Begun.Refused(var reason) -> new SubscribeResult.Refused(reason);
            case Beginnings.Begun.Send(var id) -> answer(payments.send(id));
            case Beginnings.Begun.Pending(var payment) -> answer(payment);
        };
    }

    /** What a subscribe payment's status means to the customer who asked. */
    public SubscribeResult answer(PaymentView payment) {
        return switch (payment.status()) {
            case SUCCEEDED -> ofPayment(payment).<SubscribeResult>map(SubscribeResult.Started::new)
                    .orElseGet(() -> new SubscribeResult.Processing(payment));
            case PENDING, WAITING_FOR_CAPTURE -> payment.confirmationUrl() != null
                    ? new SubscribeResult.Confirm(payment)
                    : new SubscribeResult.Processing(payment);
            case CANCELED, FAILED, REFUNDED, PARTIALLY_REFUNDED -> new SubscribeResult.Declined(payment);
        };
    }

    /** The subscription that a payment is for; empty for other payments, and before it exists. */
    public Optional<SubscriptionView> ofPayment(PaymentView payment) {
        var id = payment.subscriptionId();
        return id == null ? Optional.empty() : subscriptions.find(payment.customer(), id).map(row -> changes.view(row, clock.instant()));
    }

    /** The live subscription to the product, else the latest one. */
    public Optional<SubscriptionView> current(CustomerId customer, ProductCode product) {
        return subscriptions.current(customer, product).map(row -> changes.view(row, clock.instant()));
    }

    /** The customer's live subscriptions, at most 100. */
    public List<SubscriptionView> live(CustomerId customer) {
        var now = clock.instant();
        return subscriptions.live(customer).stream().map(row -> changes.view(row, now)).toList();
    }

    public Optional<SubscriptionView> find(SubscriptionId id) {
        return subscriptions.findById(id.value()).map(row -> changes.view(row, clock.instant()));
    }

    /** All subscriptions, or one customer's, newest first. */
    public Listing<SubscriptionView> list(@Nullable CustomerId customer, Window window) {
        var now = clock.instant();
        return subscriptions.page(customer, window).map(row -> changes.view(row, now));
    }

    /** Cancels by the product's policy; a refund that the policy gives is started and, if possible, already done. */
    public ChangeResult cancel(CustomerId customer, ProductCode product) {
        var result = change(customer, product, (row, now) -> changes.apply(row, new Command.Cancel(row.createdAt()), now));
        if (result instanceof ChangeResult.Changed(var subscription, var refund) && refund != null) {
            return new ChangeResult.Changed(subscription, payments.sendRefund(refund.id()));
        }
        return result;
    }

    /** What {@link #cancel} would do now. Changes nothing. */
    public CancelPreview previewCancel(CustomerId customer, ProductCode product) {
        var now = clock.instant();
        var found = subscriptions.current(customer, product);
        if (found.isEmpty()) {
            return new CancelPreview.Refused(ChangeResult.Reason.NO_SUBSCRIPTION);
        }
        var row = found.get();
        return switch (Transitions.apply(row.state(), new Command.Cancel(row.createdAt()), changes.terms(row), now)) {
            case Step.Refused(var reason) -> new CancelPreview.Refused(reason(reason));
            case Step.Go(var next, _, var refund) -> new CancelPreview.Possible(
                    next.status(), returns.amount(row, refund).orElse(null),
                    next.givesAccess(changes.terms(row), now) ? next.paid().period().end() : now);
        };
    }

    /**
     * Pauses until a date: no charge, no access, and the rest of the paid period is kept. Refused when the product's policy
     * has not so many days left for the customer.
     *
     * @param until in the future
     */
    public ChangeResult pause(CustomerId customer, ProductCode productCode, Instant until) {
        return change(customer, productCode, (row, now) -> {
            var policy = catalog.product(productCode).orElseThrow().pause();
            if (policy.daysPerYear() == 0) {
                return Step.refuse(Step.Reason.NOT_ALLOWED);
            }
            if (row.changePayment() != null) {
                return Step.refuse(Step.Reason.NOT_ALLOWED);
            }
            var earlier = pauses.endedSince(customer, productCode, now.minus(PauseAllowance.YEAR));
            return PauseAllowance.days(now, until) > PauseAllowance.daysLeft(policy, earlier, now)
                    ? Step.refuse(Step.Reason.PAUSE_TOO_LONG)
                    : changes.apply(row, new Command.Pause(until), now);
        });
    }

    /** Turns renewal on again before the paid time ends, and ends a pause. Takes the newest saved method where the old one is gone. */
    public ChangeResult resume(CustomerId customer, ProductCode product) {
        return change(customer, product, (row, now) -> {
            var method = chargeable(row);
            return changes.apply(row.withMethod(method.map(m -> m.id().value()).orElse(row.method())),
                    new Command.Resume(method.isPresent()), now);
        });
    }

    /** Charges another saved method from now on; while waiting for payment it is charged at once. */
    public ChangeResult changeMethod(CustomerId customer, ProductCode product, MethodId methodId) {
        return change(customer, product, (row, now) -> {
            var method = methods.find(customer, methodId).filter(m -> changes.pays(row, m));
            if (method.isEmpty()) {
                return Step.refuse(Step.Reason.NO_METHOD);
            }
            jobs.wakeAfterCommit(RenewalJob.NAME);
            return changes.apply(row.withMethod(methodId.value()), new Command.ChangeMethod(), now);
        });
    }

    /**
     * Charges a waiting subscription now, with the customer present; without a saved method at the acquirer's page, where the
     * product lets it. A payment already under way is answered.
     */
    public PayNowResult payNow(CustomerId customer, ProductCode product) {
        var begun = tx.forCustomer(customer, () -> beginPayNow(customer, product));
        return switch (begun) {
            case PayBegun.Now(var result) -> result;
            case PayBegun.Send(var id) -> payAnswer(payments.send(id));
            case PayBegun.Pending(var payment) -> payAnswer(payment);
        };
    }

    private PayBegun beginPayNow(CustomerId customer, ProductCode product) {
        var found = subscriptions.lockLive(customer, product);
        if (found.isEmpty()) {
            return new PayBegun.Now(new PayNowResult.Refused(ChangeResult.Reason.NO_SUBSCRIPTION));
        }
        var row = found.get();
        var now = clock.instant();
        if (!(row.state() instanceof State.Waiting waiting) || !now.isBefore(waiting.until())) {
            return new PayBegun.Now(new PayNowResult.Refused(ChangeResult.Reason.NOT_DUE));
        }
        var open = changes.openRenewal(row);
        if (open.isPresent() && !open.get().acceptsAttempt()) {
            return open.get().attempts() < PaymentView.ATTEMPTS_MAX || open.get().processing() || open.get().confirmationUrl() != null
                    ? new PayBegun.Pending(open.get())
                    : new PayBegun.Now(new PayNowResult.Refused(ChangeResult.Reason.TOO_MANY_ATTEMPTS));
        }
        var method = chargeable(row);
        if (method.isEmpty() && !catalog.product(product).orElseThrow().subscribesWithoutMethod()) {
            return new PayBegun.Now(new PayNowResult.Refused(ChangeResult.Reason.NO_METHOD));
        }
        var methodId = method.map(MethodView::id).orElse(null);
        var methodValue = methodId == null ? null : methodId.value();
        var payment = open.map(PaymentView::id).orElseGet(() -> {
            var order = orders.renewal(row, dues.next(row).charge(), methodValue, Orders.RETURN_PATH);
            payments.open(List.of(order));
            return order.id();
        });
        open.ifPresent(existing -> payments.retry(existing, methodId, Orders.RETURN_PATH));
        subscriptions.update(
                row.withMethod(methodValue).with(row.state(), SubscriptionRow.dueInFlight(row.state())).withChargeAttempt(now), now);
        return new PayBegun.Send(payment);
    }

    /**
     * Changes the tariff by the product's policy: at once, with a charge where one is due, or at the end of the period. A
     * payment for the same change that is under way is answered. Naming the present tariff takes a planned change back.
     */
    public ChangeTariffResult changeTariff(CustomerId customer, ProductCode product, TariffId tariff) {
        var begun = tx.forCustomer(customer, () -> tariffs.begin(customer, product, tariff, clock.instant()));
        return switch (begun) {
            case TariffChanges.Begun.Done(var before) -> new ChangeTariffResult.Changed(view(before, clock.instant()));
            case TariffChanges.Begun.Send(var id) -> changeAnswer(payments.send(id));
            case TariffChanges.Begun.Pending(var payment) -> changeAnswer(payment);
            case TariffChanges.Begun.Refused(var reason) -> new ChangeTariffResult.Refused(reason);
        };
    }

    /** What {@link #changeTariff} would do now. Changes nothing. */
    public ChangeTariffPreview previewChange(CustomerId customer, ProductCode product, TariffId tariff) {
        return tariffs.preview(customer, product, tariff, clock.instant());
    }

    private ChangeTariffResult changeAnswer(PaymentView payment) {
        if (payment.status() == PaymentStatus.SUCCEEDED) {
            return new ChangeTariffResult.Changed(ofPayment(payment).orElseThrow());
        }
        if (payment.confirmationUrl() != null) {
            return new ChangeTariffResult.Confirm(payment);
        }
        return payment.processing() ? new ChangeTariffResult.Processing(payment) : new ChangeTariffResult.Declined(payment);
    }

    private PayNowResult payAnswer(PaymentView payment) {
        if (payment.status() == PaymentStatus.SUCCEEDED) {
            return new PayNowResult.Paid(ofPayment(payment).orElseThrow());
        }
        if (payment.confirmationUrl() != null) {
            return new PayNowResult.Confirm(payment);
        }
        return payment.processing() ? new PayNowResult.Processing(payment) : new PayNowResult.Declined(payment);
    }

    private ChangeResult change(CustomerId customer, ProductCode product, Change change) {
        return tx.forCustomer(customer, () -> {
            var found = subscriptions.lockLive(customer, product);
            if (found.isEmpty()) {
                return new ChangeResult.Refused(ChangeResult.Reason.NO_SUBSCRIPTION);
            }
            var row = found.get();
            var now = clock.instant();
            return switch (change.apply(row, now)) {
                case Step.Refused(var reason) -> new ChangeResult.Refused(reason(reason));
                case Step.Go(_, _, var share) -> new ChangeResult.Changed(view(row, now), returns.start(row, share, now));
            };
        });
    }

    private SubscriptionView view(SubscriptionRow row, Instant now) {
        return changes.view(subscriptions.find(row.customer(), row.id().value()).orElseThrow(), now);
    }

    /** The subscription's own method while it lives, else the newest saved one that can pay it. */
    private Optional<MethodView> chargeable(SubscriptionRow row) {
        var own = row.method() == null ? Optional.<MethodView>empty() : methods.find(row.customer(), new MethodId(row.method()));
        return own.or(() -> methods.of(row.customer()).reversed().stream().filter(method -> changes.pays(row, method)).findFirst());
    }

    private static ChangeResult.Reason reason(Step.Reason reason) {
        return switch (reason) {
            case ENDED -> ChangeResult.Reason.NO_SUBSCRIPTION;
            case ALREADY -> ChangeResult.Reason.ALREADY;
            case NO_METHOD -> ChangeResult.Reason.NO_METHOD;
            case NOT_DUE -> ChangeResult.Reason.NOT_DUE;
            case NOT_ALLOWED -> ChangeResult.Reason.NOT_ALLOWED;
            case PAUSE_TOO_LONG -> ChangeResult.Reason.PAUSE_TOO_LONG;
        };
    }

    /** One change of a locked subscription. */
    private interface Change {
        Step apply(SubscriptionRow row, Instant now);
    }

    private sealed interface PayBegun {
        record Now(PayNowResult result) implements PayBegun {}

        record Send(PaymentId payment) implements PayBegun {}

        record Pending(PaymentView payment) implements PayBegun {}
    }
}
