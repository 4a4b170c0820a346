package io.kopeck.subscriptions.internal;

import io.kopeck.kernel.CustomerId;
import io.kopeck.payments.MethodId;
import io.kopeck.payments.MethodUse;
import io.kopeck.payments.MethodView;
import io.kopeck.payments.Methods;
import io.kopeck.platform.jobs.Jobs;
import io.kopeck.subscriptions.internal.core.Command;
import io.kopeck.subscriptions.internal.core.State;
import java.time.Instant;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Subscriptions follow the coming and going of their customer's methods. */
@Component
class FollowMethods implements MethodUse {

    private final SubscriptionStore subscriptions;
    private final Changes changes;
    private final ObjectProvider<Methods> methods;
    private final Jobs jobs;

    FollowMethods(
            SubscriptionStore subscriptions, Changes changes, ObjectProvider<Methods> methods, Jobs jobs) {
        this.subscriptions = subscriptions;
        this.changes = changes;
        this.methods = methods;
        this.jobs = jobs;
    }

    /** A subscription that waits for another card takes the new one and is charged at once. */
    @Override
    public void methodSaved(CustomerId customer, MethodId method, Instant now) {
        var saved = methods.getObject().find(customer, method);
        for (var row : subscriptions.lockWaiting(customer)) {
            boolean stuck = row.state() instanceof State.Waiting waiting && waiting.nextAttemptAt() == null;
            if (stuck && saved.isPresent() && changes.pays(row, saved.get())) {
                changes.apply(row.withMethod(method.value()), new Command.ChangeMethod(), now);
                jobs.wakeAfterCommit(RenewalJob.NAME);
            }
        }
    }

    @Override
    public void methodRemoved(CustomerId customer, MethodId method, Instant now) {
        for (var row : subscriptions.lockLiveWithMethod(customer, method.value())) {
            var other = another(row);
            boolean replaced = other.isPresent() && !(row.state() instanceof State.NoAutoPayment);
            changes.apply(row.withMethod(replaced ? other.get().id().value() : null), new Command.RemoveMethod(replaced), now);
        }
    }

    /** The newest live method that can pay this subscription. */
    private Optional<MethodView> another(SubscriptionRow row) {
        return methods.getObject().of(row.customer()).reversed().stream().filter(method -> changes.pays(row, method)).findFirst();
    }
}
