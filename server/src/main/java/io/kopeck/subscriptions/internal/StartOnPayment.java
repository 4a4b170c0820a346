package io.kopeck.subscriptions.internal;

import io.kopeck.catalog.Catalog;
import io.kopeck.catalog.TariffId;
import io.kopeck.payments.Methods;
import io.kopeck.payments.PaymentPurpose;
import io.kopeck.payments.PaymentView;
import io.kopeck.payments.Purpose;
import io.kopeck.payments.spi.ProviderMethod;
import io.kopeck.payments.spi.RetryAdvice;
import io.kopeck.platform.events.EventLog;
import io.kopeck.subscriptions.SubscriptionEvent.AutoPaymentStopped;
import io.kopeck.subscriptions.SubscriptionEvent.SubscriptionStarted;
import io.kopeck.subscriptions.SubscriptionId;
import io.kopeck.subscriptions.internal.core.Terms;
import io.kopeck.subscriptions.internal.core.Transitions;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** A subscribe payment succeeded: the subscription comes into being. */
@Component
class StartOnPayment implements PaymentPurpose {

    private static final Logger log = LoggerFactory.getLogger(StartOnPayment.class);

    private final SubscriptionStore subscriptions;
    private final Dues dues;
    private final Promos promos;
    private final Catalog catalog;
    private final ObjectProvider<Methods> methods;
    private final EventLog events;

    StartOnPayment(SubscriptionStore subscriptions, Dues dues, Promos promos, Catalog catalog, ObjectProvider<Methods> methods, EventLog events) {
        this.subscriptions = subscriptions;
        this.dues = dues;
        this.promos = promos;
        this.catalog = catalog;
        this.methods = methods;
        this.events = events;
    }

    @Override
    public Purpose purpose() {
        return Purpose.SUBSCRIBE;
    }

    @Override
    public Completion settled(PaymentView payment, @Nullable ProviderMethod method, Instant now) {
        if (subscriptions.lockLive(payment.customer(), payment.product()).isPresent()) {
            release(payment, now);
            return Completion.IMPOSSIBLE;
        }
        var product = catalog.product(payment.product()).orElseThrow();
        var tariffId = new TariffId(Objects.requireNonNull(payment.tariffId()));
        var tariff = catalog.tariff(tariffId, Objects.requireNonNull(payment.tariffVersion())).orElseThrow();
        var terms = Terms.of(product, tariff);
        var value = tariff.price().minus(promos.discount(
                payment.customer(), Objects.requireNonNull(payment.subscriptionId()), tariff.price().currency()));
        var used = value.minus(payment.amount());
        var charged = payment.method() != null ? payment.method()
                : method == null ? null : methods.getObject().keep(payment, method, now).orElse(null);
        var state = Transitions.begin(Terms.of(product, tariff), charged != null, now);
        var row = SubscriptionRow.begun(
                payment.customer(), new SubscriptionId(Objects.requireNonNull(payment.subscriptionId())), tariff, value,
                charged == null ? null : charged.value(), state, now);
        if (!dues.isThere(row, used)) {
            release(payment, now);
            return Completion.IMPOSSIBLE;
        }
        subscriptions.insert(row, now);
        dues.useForFirst(row, used, now);
        promos.use(row.customer(), row.id().value(), now);
        events.append(now, new SubscriptionStarted(
                row.customer(), row.id(), row.product().value(), false, state.paid().period().end(), true));
        if (charged == null) {
            events.append(now, new AutoPaymentStopped(
                    row.customer(), row.id(), row.product().value(), state.paid().period().end(), true));
        }
        log.info("event=subscription_started subscription={} tariff={} trial=false", row.id(), tariffId);
        return Completion.DONE;
    }

    private void release(PaymentView payment, Instant now) {
        promos.release(payment.customer(), Objects.requireNonNull(payment.subscriptionId()), now);
    }

    @Override
    public boolean declined(PaymentView payment, RetryAdvice advice, Instant now) {
        release(payment, now);
        return false;
    }

    @Override
    public boolean rejected(PaymentView payment, Instant now) {
        release(payment, now);
        return false;
    }

    @Override
    public void confirmationNeeded(PaymentView payment, Instant now) {
        // The customer has just asked for it and gets the link in the answer.
    }
}
