package io.kopeck.subscriptions.internal;

import io.kopeck.catalog.Catalog;
import io.kopeck.payments.MethodId;
import io.kopeck.payments.MethodView;
import io.kopeck.payments.PaymentView;
import io.kopeck.payments.Payments;
import io.kopeck.platform.events.EventLog;
import io.kopeck.subscriptions.SubscriptionEvent;
import io.kopeck.subscriptions.SubscriptionEvent.AutoPaymentResumed;
import io.kopeck.subscriptions.SubscriptionEvent.AutoPaymentStopped;
import io.kopeck.subscriptions.SubscriptionEvent.SubscriptionCanceled;
import io.kopeck.subscriptions.SubscriptionEvent.SubscriptionContinued;
import io.kopeck.subscriptions.SubscriptionEvent.SubscriptionExpired;
import io.kopeck.subscriptions.SubscriptionEvent.SubscriptionPaused;
import io.kopeck.subscriptions.SubscriptionEvent.SubscriptionRenewed;
import io.kopeck.subscriptions.SubscriptionEvent.SubscriptionWaiting;
import io.kopeck.subscriptions.SubscriptionEvent.TariffChanged;
import io.kopeck.subscriptions.SubscriptionView;
import io.kopeck.subscriptions.internal.core.Command;
import io.kopeck.subscriptions.internal.core.Share;
import io.kopeck.subscriptions.internal.core.State;
import io.kopeck.subscriptions.internal.core.Step;
import io.kopeck.subscriptions.internal.core.Terms;
import io.kopeck.subscriptions.internal.core.Transitions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Applies a command to a locked subscription: the new state, its event and its side effect, in the caller's transaction. */
@Component
public class Changes {

    private static final Logger log = LoggerFactory.getLogger(Changes.class);

    private final SubscriptionStore subscriptions;
    private final Catalog catalog;
    private final ObjectProvider<Payments> payments;
    private final Notices notices;
    private final PauseStore pauses;
    private final EventLog events;

    Changes(
            SubscriptionStore subscriptions, Catalog catalog, ObjectProvider<Payments> payments, Notices notices, PauseStore pauses,
            EventLog events) {
        this.subscriptions = subscriptions;
        this.catalog = catalog;
        this.payments = payments;
        this.notices = notices;
        this.pauses = pauses;
        this.events = events;
    }

    public Terms terms(SubscriptionRow row) {
        var product = catalog.product(row.product()).orElseThrow();
        var tariff = catalog.tariff(row.tariff(), row.tariffVersion()).orElseThrow();
        return Terms.of(product, tariff);
    }

    /** Whether the method lies at the acquirer account that the subscription's product is paid through. */
    public boolean pays(SubscriptionRow row, MethodView method) {
        return catalog.product(row.product()).map(product -> product.acquirer().equals(method.account())).orElse(false);
    }

    public SubscriptionView view(SubscriptionRow row, Instant now) {
        var tariff = catalog.tariff(row.tariff(), row.tariffVersion()).orElseThrow();
        var next = row.next() == null ? null : catalog.tariff(row.next().tariff(), row.next().version()).orElseThrow();
        var state = row.state();
        var waiting = state instanceof State.Waiting w ? w : null;
        var pausedUntil = state instanceof State.Paused paused ? paused.until() : null;
        return new SubscriptionView(
                row.id(), row.customer(), row.product(), tariff, row.price(), next,
                row.method() == null ? null : new MethodId(row.method()),
                state.status(), state.paid().trial(), state.paid().period(), state.givesAccess(terms(row), now),
                row.chargeAttempts(), row.lastChargeAttempt(),
                waiting == null ? null : waiting.nextAttemptAt(), waiting == null ? null : waiting.until(), pausedUntil,
                endedAt(state), row.createdAt(), row.modifiedAt());
    }

    /** Applies the command; a refusal writes nothing. The row must be locked. */
    public Step apply(SubscriptionRow row, Command command, Instant now) {
        return apply(row, command, null, now);
    }

    /**
     * As {@link #apply(SubscriptionRow, Command, Instant)}.
     *
     * @param due overrides when the next work comes; null leaves it to the state and to the payment under way
     */
    public Step apply(SubscriptionRow row, Command command, @Nullable Instant due, Instant now) {
        var terms = terms(row);
        var step = Transitions.apply(row.state(), command, terms, now);
        if (step instanceof Step.Go(var next, var effect, var refund)) {
            if (effect == Step.Effect.CLOSE_RENEWAL) {
                openRenewal(row).ifPresent(payment -> payments.getObject().close(payment.id()));
            }
            int failures = failures(row, command, next);
            subscriptions.update(row.with(next, due == null ? SubscriptionRow.dueAt(next) : due).withChargeAttempts(failures), now);
            keepHistory(row, next, now);
            for (var event : events(row, command, next, refund, terms, now)) {
                events.append(now, event);
                log.info("event=subscription_changed subscription={} from={} to={} access={}", row.id(),
                        row.state().status().wireName(), next.status().wireName(), event.access());
            }
            notices.tell(row, command, next, failures, terms, now);
        } else {
            log.debug("event=command_refused subscription={} state={} command={}", row.id(),
                    row.state().status().wireName(), command);
        }
        return step;
    }

    /** Counted while waiting, kept when it ends, and begun anew by whatever makes it run again. */
    private static int failures(SubscriptionRow row, Command command, State next) {
        return switch (next) {
            case State.Waiting waiting -> waiting.attempts();
            case State.Active _, State.NoAutoPayment _, State.Paused _ -> 0;
            case State.Canceled _, State.Expired _ -> row.chargeAttempts() + (command instanceof Command.RenewalDeclined ? 1 : 0);
        };
    }

    public Optional<PaymentView> openRenewal(SubscriptionRow row) {
        return payments.getObject().unfinishedOf(row.customer(), row.id().value());
    }

    private void keepHistory(SubscriptionRow row, State next, Instant now) {
        boolean was = row.state() instanceof State.Paused;
        if (!was && next instanceof State.Paused paused) {
            pauses.begin(row, paused.until(), now);
        } else if (was && !(next instanceof State.Paused)) {
            pauses.end(row, now);
        }
    }

    private static List<SubscriptionEvent> events(
            SubscriptionRow row, Command command, State next, Share refund, Terms terms, Instant now) {
        var product = row.product().value();
        boolean access = next.givesAccess(terms, now);
        var period = next.paid().period();
        var told = new ArrayList<SubscriptionEvent>();
        boolean renewed = next.paid().number() != row.state().paid().number();
        if (command instanceof Command.ChangeTariff) {
            told.add(new TariffChanged(
                    row.customer(), row.id(), product, row.tariff().value(), period.start(), period.end(), access));
        } else if (renewed) {
            told.add(new SubscriptionRenewed(row.customer(), row.id(), product, period.start(), period.end(),
                    row.state() instanceof State.Waiting, access));
        } else if (row.state() instanceof State.Paused && (next instanceof State.Active || next instanceof State.NoAutoPayment)) {
            told.add(new SubscriptionContinued(row.customer(), row.id(), product, period.end(), access));
        }
        boolean same = next.status() == row.state().status();
        switch (next) {
            case State.Active _ -> {
                if (row.state() instanceof State.NoAutoPayment) {
                    told.add(new AutoPaymentResumed(row.customer(), row.id(), product, period.end(), access));
                }
            }
            case State.NoAutoPayment _ -> {
                if (!same || !period.equals(row.state().paid().period())) {
                    told.add(new AutoPaymentStopped(row.customer(), row.id(), product, period.end(), access));
                }
            }
            case State.Waiting(_, var attempts, var nextAt, var until) -> {
                if (!next.equals(row.state())) {
                    told.add(new SubscriptionWaiting(row.customer(), row.id(), product, attempts, nextAt, until, access));
                }
            }
            case State.Paused(_, _, var until) -> {
                if (!same) {
                    told.add(new SubscriptionPaused(row.customer(), row.id(), product, until, access));
                }
            }
            case State.Canceled _ -> told.add(new SubscriptionCanceled(row.customer(), row.id(), product, !refund.isNothing(), access));
            case State.Expired _ -> told.add(new SubscriptionExpired(row.customer(), row.id(), product, access));
        }
        return told;
    }

    private static @Nullable Instant endedAt(State state) {
        return switch (state) {
            case State.Canceled(_, var at) -> at;
            case State.Expired(_, var at) -> at;
            case State.Active _, State.Waiting _, State.NoAutoPayment _, State.Paused _ -> null;
        };
    }
}
