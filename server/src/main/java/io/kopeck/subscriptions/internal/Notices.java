package io.kopeck.subscriptions.internal;

import io.kopeck.catalog.DunningMessage.Occasion;
import io.kopeck.platform.events.EventLog;
import io.kopeck.subscriptions.DunningNotice;
import io.kopeck.subscriptions.internal.core.Command;
import io.kopeck.subscriptions.internal.core.State;
import io.kopeck.subscriptions.internal.core.Terms;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Records the messages that a product's dunning asks for, in the transaction of the change that they tell about. */
@Component
class Notices {

    private static final Logger log = LoggerFactory.getLogger(Notices.class);

    private final EventLog events;

    Notices(EventLog events) {
        this.events = events;
    }

    /**
     * Tells of a change.
     *
     * @param before the subscription as it was
     * @param failures how many attempts in a row have failed now
     */
    void tell(SubscriptionRow before, Command command, State next, int failures, Terms terms, Instant now) {
        switch (next) {
            case State.Active _, State.NoAutoPayment _ when command instanceof Command.RenewalPaid ->
                    record(before, Occasion.RENEWED, 0, null, terms, now);
            case State.Waiting waiting when failures > before.chargeAttempts() ->
                    record(before, Occasion.FAILURE, failures, waiting.nextAttemptAt(), terms, now);
            case State.Expired _ when before.state() instanceof State.Waiting || before.state() instanceof State.Active -> {
                if (failures >= terms.dunning().attempts().size()) {
                    log.info("event=charge_attempts_exhausted subscription={} attempts={}", before.id(), failures);
                }
                log.info("event=customer_removed customer={} subscription={} attempts={}", before.customer(), before.id(), failures);
                record(before, Occasion.REMOVED, failures, null, terms, now);
            }
            case State.Active _, State.NoAutoPayment _, State.Paused _, State.Waiting _, State.Canceled _, State.Expired _ -> { }
        }
    }

    private void record(
            SubscriptionRow row, Occasion occasion, int failures, @Nullable Instant nextAttemptAt, Terms terms, Instant now) {
        terms.dunning().messages().stream()
                .filter(message -> message.isFor(occasion, failures))
                .forEach(message -> events.append(now, new DunningNotice(
                        row.customer(), row.id(), row.product().value(), message.message(), failures, nextAttemptAt)));
    }
}
