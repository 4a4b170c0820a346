package io.kopeck.subscriptions.internal;

import io.kopeck.payments.MethodId;
import io.kopeck.payments.Methods;
import io.kopeck.payments.PaymentPurpose;
import io.kopeck.payments.PaymentView;
import io.kopeck.payments.Purpose;
import io.kopeck.payments.spi.ProviderMethod;
import io.kopeck.payments.spi.RetryAdvice;
import io.kopeck.subscriptions.internal.core.Command;
import io.kopeck.subscriptions.internal.core.State;
import io.kopeck.subscriptions.internal.core.Step;
import io.kopeck.subscriptions.internal.core.Transitions;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What became of a renewal payment becomes the subscription's. */
@Component
class RenewOnPayment implements PaymentPurpose {

    private final SubscriptionStore subscriptions;
    private final Changes changes;
    private final Dues dues;
    private final ObjectProvider<Methods> methods;

    RenewOnPayment(SubscriptionStore subscriptions, Changes changes, Dues dues, ObjectProvider<Methods> methods) {
        this.subscriptions = subscriptions;
        this.changes = changes;
        this.dues = dues;
        this.methods = methods;
    }

    @Override
    public Purpose purpose() {
        return Purpose.RENEW;
    }

    @Override
    public Completion settled(PaymentView payment, @Nullable ProviderMethod method, Instant now) {
        if (payment.method() == null && method != null) {
            methods.getObject().keep(payment, method, now).ifPresent(id -> use(lock(payment), id, now));
        }
        var row = lock(payment);
        boolean forNextPeriod = row.state().paid().number() + 1 == Objects.requireNonNull(payment.periodNumber());
        if (!forNextPeriod) {
            return Completion.IMPOSSIBLE;
        }
        var step = dues.renew(row, payment.amount(), payment.createdAt(), now);
        return step instanceof Step.Go ? Completion.DONE : Completion.IMPOSSIBLE;
    }

    @Override
    public boolean declined(PaymentView payment, RetryAdvice advice, Instant now) {
        var step = changes.apply(lock(payment), new Command.RenewalDeclined(advice != RetryAdvice.NEW_METHOD), now);
        return step instanceof Step.Go(State.Waiting _, _, _);
    }

    @Override
    public boolean rejected(PaymentView payment, Instant now) {
        var row = lock(payment);
        var due = row.state() instanceof State.Active ? now.plus(Transitions.afterRejection()) : null;
        return changes.apply(row, new Command.RenewalRejected(), due, now) instanceof Step.Go;
    }

    @Override
    public void confirmationNeeded(PaymentView payment, Instant now) {
        changes.apply(lock(payment), new Command.ConfirmationNeeded(), now);
    }

    /** From now on renewals charge what the customer has just paid with. */
    private void use(SubscriptionRow row, MethodId method, Instant now) {
        subscriptions.update(row.withMethod(method.value()), now);
    }

    private SubscriptionRow lock(PaymentView payment) {
        return subscriptions.lock(payment.customer(), Objects.requireNonNull(payment.subscriptionId())).orElseThrow();
    }
}
