package io.kopeck.subscriptions.internal.core;

import io.kopeck.kernel.BillingInterval;
import io.kopeck.subscriptions.internal.core.Step.Effect;
import io.kopeck.subscriptions.internal.core.Step.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table of states: what each command does to a subscription in each state. */
public final class Transitions {

    /** After the acquirer refused a request: soon enough for the customer, late enough for somebody to look. */
    private static final Duration AFTER_REJECTION = Duration.ofHours(1);

    private Transitions() {}

    /** A subscription that begins with a payment. {@code hasMethod}: there is a method for the next one. */
    public static State begin(Terms terms, boolean hasMethod, Instant now) {
        return running(Paid.first(terms, now), hasMethod);
    }

    private static State running(Paid paid, boolean hasMethod) {
        return hasMethod ? new State.Active(paid) : new State.NoAutoPayment(paid);
    }

    /** A subscription that begins with a trial. */
    public static State beginTrial(BillingInterval trial, Terms terms, Instant now) {
        return new State.Active(Paid.trial(trial, terms, now));
    }

    /** Applies a command. */
    public static Step apply(State state, Command command, Terms terms, Instant now) {
        return switch (command) {
            case Command.RenewalPaid(var openedAt, var hasMethod) -> renewalPaid(state, openedAt, hasMethod, terms, now);
            case Command.RenewalDeclined(var again) -> renewalDeclined(state, again, terms, now);
            case Command.RenewalRejected _ -> renewalRejected(state, terms, now);
            case Command.ConfirmationNeeded _ -> confirmationNeeded(state, terms, now);
            case Command.Cancel(var subscribedAt) -> cancel(state, subscribedAt, terms, now);
            case Command.Resume(var hasMethod) -> resume(state, hasMethod, now);
            case Command.ChangeMethod _ -> changeMethod(state, now);
            case Command.RemoveMethod(var another) -> removeMethod(state, another);
            case Command.ChangeTariff(var next) -> changeTariff(state, next);
            case Command.Pause(var until) -> pause(state, until, now);
            case Command.PauseEnded(var hasMethod) -> pauseEnded(state, hasMethod, now);
            case Command.PeriodEnded _ -> periodEnded(state, now);
            case Command.WindowEnded _ -> windowEnded(state, now);
            case Command.MoneyTakenBack _ -> moneyTakenBack(state, now);
        };
    }

    private static Step renewalPaid(State state, Instant openedAt, boolean hasMethod, Terms terms, Instant now) {
        return switch (state) {
            case State.Active(var paid) -> Step.go(running(paid.next(terms, openedAt), hasMethod));
            case State.Waiting(var paid, _, _, _) -> Step.go(running(
                    terms.dunning().keepsAccess() ? paid.next(terms, openedAt) : paid.restart(terms, now), hasMethod));
            case State.Paused _ -> Step.refuse(Reason.NOT_ALLOWED);
            case State.NoAutoPayment _, State.Canceled _, State.Expired _ -> Step.refuse(Reason.ENDED);
        };
    }

    private static Step renewalDeclined(State state, boolean again, Terms terms, Instant now) {
        return switch (state) {
            case State.Active(var paid) -> failed(paid, firstFailure(paid, now), 1, again, terms, now);
            case State.Waiting(var paid, var attempts, var next, var until) -> failed(
                    paid, until.minus(terms.dunning().window()), attempts + 1, again && (next != null || attempts == 0), terms, now);
            case State.Paused _ -> Step.refuse(Reason.NOT_ALLOWED);
            case State.NoAutoPayment _, State.Canceled _, State.Expired _ -> Step.refuse(Reason.ENDED);
        };
    }

    /**
     * From when the dunning days are counted: the end of the period, or after a downtime of a day and more the moment of the
     * failure, so that every customer gets all of them.
     */
    private static Instant firstFailure(Paid paid, Instant now) {
        var end = paid.period().end();
        return now.isBefore(end.plus(Duration.ofDays(1))) ? end : now;
    }

    /**
     * After the given number of declined attempts.
     *
     * @param since from when the dunning days are counted
     * @param again whether the method may be charged by itself once more
     */
    private static Step failed(Paid paid, Instant since, int attempts, boolean again, Terms terms, Instant now) {
        var until = since.plus(terms.dunning().window());
        var next = again ? nextAttempt(since, terms, now) : null;
        boolean exhausted = next == null && again && terms.dunning().expiresWhenExhausted();
        if (exhausted || !now.isBefore(until)) {
            return Step.go(new State.Expired(paid, now), Effect.CLOSE_RENEWAL);
        }
        return Step.go(new State.Waiting(paid, attempts, next, until));
    }

    /** The first day of the dunning schedule that is still to come; null when there is none. */
    private static @Nullable Instant nextAttempt(Instant since, Terms terms, Instant now) {
        return terms.dunning().attempts().stream()
                .map(since::plus)
                .filter(at -> at.isAfter(now))
                .findFirst()
                .orElse(null);
    }

    /** Not a failure of the customer's: what is charged by itself is tried again soon, what only the customer pays is not. */
    private static Step renewalRejected(State state, Terms terms, Instant now) {
        return switch (state) {
            case State.Active _ -> Step.go(state);
            case State.Waiting(var paid, var attempts, var next, var until) -> Step.go(
                    new State.Waiting(paid, attempts, next == null ? null : now.plus(AFTER_REJECTION), until));
            case State.Paused _ -> Step.refuse(Reason.NOT_ALLOWED);
            case State.NoAutoPayment _, State.Canceled _, State.Expired _ -> Step.refuse(Reason.ENDED);
        };
    }

    /** How long after a rejection an active subscription's renewal is tried again. */
    public static Duration afterRejection() {
        return AFTER_REJECTION;
    }

    private static Step confirmationNeeded(State state, Terms terms, Instant now) {
        return switch (state) {
            case State.Active(var paid) -> {
                var since = firstFailure(paid, now);
                yield Step.go(new State.Waiting(paid, 0, nextAttempt(since, terms, now), since.plus(terms.dunning().window())));
            }
            case State.Waiting _ -> Step.go(state);
            case State.Paused _ -> Step.refuse(Reason.NOT_ALLOWED);
            case State.NoAutoPayment _, State.Canceled _, State.Expired _ -> Step.refuse(Reason.ENDED);
        };
    }

    private static Step cancel(State state, Instant subscribedAt, Terms terms, Instant now) {
        return switch (state) {
            case State.Active(var paid) -> cancelRunning(paid, subscribedAt, terms, now)
                    .orElse(Step.go(new State.NoAutoPayment(paid), Effect.CLOSE_RENEWAL));
            case State.NoAutoPayment(var paid) -> cancelRunning(paid, subscribedAt, terms, now)
                    .orElse(Step.refuse(Reason.ALREADY));
            case State.Waiting(var paid, _, _, _) -> Step.go(new State.Canceled(paid, now), Effect.CLOSE_RENEWAL);
            case State.Paused paused -> cancelRunning(paused.continued(now), subscribedAt, terms, now)
                    .orElse(Step.go(new State.NoAutoPayment(paused.continued(now)), Effect.CLOSE_RENEWAL));
            case State.Canceled _, State.Expired _ -> Step.refuse(Reason.ENDED);
        };
    }

    /** Ends at once where the policy says so; empty where the paid period runs on. */
    private static Optional<Step> cancelRunning(Paid paid, Instant subscribedAt, Terms terms, Instant now) {
        var policy = terms.cancellation();
        if (paid.trial() && policy.trialEndsAtOnce()) {
            return Optional.of(Step.go(new State.Canceled(paid, now), Effect.CLOSE_RENEWAL));
        }
        if (!paid.trial() && now.isBefore(subscribedAt.plus(policy.fullRefundWithin()))) {
            return Optional.of(Step.giveBack(new State.Canceled(paid, now), Share.ALL));
        }
        return switch (policy.later()) {
            case NO_AUTO_PAYMENT -> Optional.empty();
            case REFUND_UNUSED_MONTHS -> unusedMonths(paid, terms, now);
        };
    }

    /** Keeps the month that runs and gives back the others; empty where there are no others. */
    private static Optional<Step> unusedMonths(Paid paid, Terms terms, Instant now) {
        var months = WholeMonths.of(paid, terms, now);
        return months.unused() == 0
                ? Optional.empty()
                : Optional.of(Step.giveBack(new State.NoAutoPayment(paid.within(months.kept(paid))), months.share()));
    }

    private static Step resume(State state, boolean hasMethod, Instant now) {
        return switch (state) {
            case State.NoAutoPayment(var paid) -> {
                if (!now.isBefore(paid.period().end())) {
                    yield Step.refuse(Reason.NOT_DUE);
                }
                yield hasMethod ? Step.go(new State.Active(paid)) : Step.refuse(Reason.NO_METHOD);
            }
            case State.Paused paused -> Step.go(running(paused.continued(now), hasMethod));
            case State.Active _, State.Waiting _ -> Step.refuse(Reason.ALREADY);
            case State.Canceled _, State.Expired _ -> Step.refuse(Reason.ENDED);
        };
    }

    /** While waiting, a new method is charged at once. */
    private static Step changeMethod(State state, Instant now) {
        return switch (state) {
            case State.Waiting(var paid, var attempts, _, var until) -> Step.go(new State.Waiting(paid, attempts, now, until));
            case State.Active _, State.NoAutoPayment _, State.Paused _ -> Step.go(state);
            case State.Canceled _, State.Expired _ -> Step.refuse(Reason.ENDED);
        };
    }

    private static Step removeMethod(State state, boolean another) {
        return switch (state) {
            case State.Active(var paid) -> another ? Step.go(state) : Step.go(new State.NoAutoPayment(paid), Effect.CLOSE_RENEWAL);
            case State.Waiting(var paid, var attempts, var next, var until) ->
                    Step.go(new State.Waiting(paid, attempts, another ? next : null, until));
            case State.NoAutoPayment _, State.Paused _ -> Step.go(state);
            case State.Canceled _, State.Expired _ -> Step.refuse(Reason.ENDED);
        };
    }

    private static Step changeTariff(State state, Paid next) {
        return switch (state) {
            case State.Active _ -> Step.go(new State.Active(next));
            case State.Waiting _, State.NoAutoPayment _, State.Paused _ -> Step.refuse(Reason.NOT_ALLOWED);
            case State.Canceled _, State.Expired _ -> Step.refuse(Reason.ENDED);
        };
    }

    /** Only what is paid for can be kept: not a trial, and not once the period is over and its renewal is under way. */
    private static Step pause(State state, Instant until, Instant now) {
        return switch (state) {
            case State.Active(var paid) -> paid.trial() || !paid.period().contains(now) || !until.isAfter(now)
                    ? Step.refuse(Reason.NOT_ALLOWED)
                    : Step.go(new State.Paused(paid, now, until));
            case State.Paused _ -> Step.refuse(Reason.ALREADY);
            case State.Waiting _, State.NoAutoPayment _ -> Step.refuse(Reason.NOT_ALLOWED);
            case State.Canceled _, State.Expired _ -> Step.refuse(Reason.ENDED);
        };
    }

    private static Step pauseEnded(State state, boolean hasMethod, Instant now) {
        return switch (state) {
            case State.Paused paused -> now.isBefore(paused.until())
                    ? Step.refuse(Reason.NOT_DUE)
                    : Step.go(running(paused.continued(now), hasMethod));
            case State.Active _, State.Waiting _, State.NoAutoPayment _ -> Step.refuse(Reason.NOT_DUE);
            case State.Canceled _, State.Expired _ -> Step.refuse(Reason.ENDED);
        };
    }

    private static Step periodEnded(State state, Instant now) {
        return switch (state) {
            case State.NoAutoPayment(var paid) -> now.isBefore(paid.period().end())
                    ? Step.refuse(Reason.NOT_DUE)
                    : Step.go(new State.Expired(paid, now));
            case State.Active _, State.Waiting _, State.Paused _ -> Step.refuse(Reason.NOT_DUE);
            case State.Canceled _, State.Expired _ -> Step.refuse(Reason.ENDED);
        };
    }

    private static Step windowEnded(State state, Instant now) {
        return switch (state) {
            case State.Waiting(var paid, _, _, var until) -> now.isBefore(until)
                    ? Step.refuse(Reason.NOT_DUE)
                    : Step.go(new State.Expired(paid, now), Effect.CLOSE_RENEWAL);
            case State.Active _, State.NoAutoPayment _, State.Paused _ -> Step.refuse(Reason.NOT_DUE);
            case State.Canceled _, State.Expired _ -> Step.refuse(Reason.ENDED);
        };
    }

    private static Step moneyTakenBack(State state, Instant now) {
        return switch (state) {
            case State.Active _, State.Waiting _, State.NoAutoPayment _ ->
                    Step.go(new State.Canceled(state.paid(), now), Effect.CLOSE_RENEWAL);
            case State.Paused paused -> Step.go(new State.Canceled(paused.continued(now), now), Effect.CLOSE_RENEWAL);
            case State.Canceled _, State.Expired _ -> Step.refuse(Reason.ENDED);
        };
    }
}
