package io.kopeck.subscriptions.internal;

import io.kopeck.payments.MethodId;
import io.kopeck.payments.Methods;
import io.kopeck.payments.PaymentId;
import io.kopeck.payments.PaymentOrder;
import io.kopeck.payments.PaymentView;
import io.kopeck.payments.Payments;
import io.kopeck.platform.crash.CrashPoint;
import io.kopeck.platform.crash.CrashPoints;
import io.kopeck.platform.jobs.Batches;
import io.kopeck.platform.jobs.Job;
import io.kopeck.platform.tx.Transactions;
import io.kopeck.subscriptions.internal.core.Command;
import io.kopeck.subscriptions.internal.core.Due;
import io.kopeck.subscriptions.internal.core.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Seed A's {@code check-subscriptions}: charges subscriptions whose period is over and those that wait for another
 * attempt, and ends the waiting that has lasted too long.
 *
 * <p>A batch is claimed, its payments and attempts written and committed together; then the acquirer is called for them
 * with bounded concurrency. A crash in between loses nothing: the reconciler finds the attempts.
 */
@Component
public class RenewalJob implements Job {

    public static final String NAME = "check-subscriptions";

    private static final List<String> STATES = List.of("active", "waiting");
    private static final int BATCHES_MAX = 1_000;
    private static final Duration POSTPONED = Duration.ofHours(1);
    private static final Logger log = LoggerFactory.getLogger(RenewalJob.class);

    private final SubscriptionStore subscriptions;
    private final Changes changes;
    private final Orders orders;
    private final Dues dues;
    private final Payments payments;
    private final Methods methods;
    private final RenewalProperties properties;
    private final Transactions tx;
    private final Clock clock;
    private final CrashPoints crash;

    RenewalJob(
            SubscriptionStore subscriptions, Changes changes, Orders orders, Dues dues, Payments payments, Methods methods,
            RenewalProperties properties, Transactions tx, Clock clock, CrashPoints crash) {
        this.subscriptions = subscriptions;
        this.changes = changes;
        this.orders = orders;
        this.dues = dues;
        this.payments = payments;
        this.methods = methods;
        this.properties = properties;
        this.tx = tx;
        this.clock = clock;
        this.crash = crash;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Duration interval() {
        return properties.interval();
    }

    @Override
    public Optional<Instant> nextDue() {
        return subscriptions.nextDue(STATES);
    }

    @Override
    public int runOnce() {
        return Batches.run(properties.batch(), BATCHES_MAX, this::runBatch);
    }

    private int runBatch() {
        var claimed = claimBatch();
        if (!claimed.payments().isEmpty()) {
            crash.pass(CrashPoint.RENEWAL_AFTER_COMMIT);
            log.info("event=renewals_claimed count={}", claimed.payments().size());
            payments.sendAll(claimed.payments(), properties.concurrency());
        }
        return claimed.count();
    }

    /** One that cannot be claimed must not hold up the others: then each is claimed by itself, and that one later. */
    private Claimed claimBatch() {
        try {
            return tx.execute(() -> {
                var now = clock.instant();
                return claim(subscriptions.claimDue(STATES, now, properties.batch()), now);
            });
        } catch (RuntimeException e) {
            log.warn("event=renewal_batch_failed", e);
            return claimSingly();
        }
    }

    private Claimed claimSingly() {
        var due = tx.execute(() -> subscriptions.claimDue(STATES, clock.instant(), properties.batch()));
        var sent = new ArrayList<PaymentId>();
        for (var row : due) {
            try {
                sent.addAll(tx.execute(() -> claim(stillDue(row), clock.instant())).payments());
            } catch (RuntimeException e) {
                log.warn("event=renewal_postponed subscription={}", row.id(), e);
                tx.run(() -> stillDue(row).forEach(locked ->
                        subscriptions.update(locked.with(locked.state(), clock.instant().plus(POSTPONED)), clock.instant())));
            }
        }
        return new Claimed(due.size(), sent);
    }

    private List<SubscriptionRow> stillDue(SubscriptionRow row) {
        return subscriptions.lock(row.customer(), row.id().value())
                .filter(locked -> locked.dueAt() != null && !locked.dueAt().isAfter(clock.instant()))
                .map(List::of)
                .orElse(List.of());
    }

    private Claimed claim(List<SubscriptionRow> due, Instant now) {
        var chargeable = methods.chargeable(
                due.stream().map(SubscriptionRow::method).filter(Objects::nonNull).collect(Collectors.toSet()));
        var dueOf = dues.next(due);
        var fresh = new ArrayList<PaymentOrder>();
        var activeIds = new ArrayList<UUID>();
        var sent = new ArrayList<PaymentId>();
        for (var row : due) {
            if (row.state() instanceof State.Waiting waiting && !now.isBefore(waiting.until())) {
                changes.apply(row, new Command.WindowEnded(), now);
            } else if (row.method() == null || !chargeable.contains(row.method())) {
                log.warn("event=first_payment_missing subscription={} reason=no_method_to_charge", row.id());
                changes.apply(row.withMethod(null), new Command.RemoveMethod(false), now);
            } else {
                charge(row, dueOf.get(row.id().value()), fresh, activeIds, now).ifPresent(sent::add);
            }
        }
        payments.open(fresh);
        fresh.forEach(order -> sent.add(order.id()));
        if (!activeIds.isEmpty()) {
            subscriptions.markCharging(activeIds, now);
        }
        crash.pass(CrashPoint.RENEWAL_BEFORE_COMMIT);
        return new Claimed(due.size(), sent);
    }

    /** Begins or continues the payment for the next period; one that is still under way is left alone. */
    private Optional<PaymentId> charge(
            SubscriptionRow row, Due due, List<PaymentOrder> fresh, List<UUID> activeIds, Instant now) {
        var method = Objects.requireNonNull(row.method());
        var open = mayHaveOpenPayment(row) ? changes.openRenewal(row) : Optional.<PaymentView>empty();
        if (open.isEmpty() && due.charge().isZero()) {
            dues.renew(row, due.charge(), now, now);
            return Optional.empty();
        }
        if (open.isEmpty()) {
            fresh.add(orders.renewal(row, due.charge(), method, null));
            logSent(row);
            if (row.state() instanceof State.Active) {
                activeIds.add(row.id().value());
            } else {
                subscriptions.update(row.with(row.state(), SubscriptionRow.dueInFlight(row.state())).withChargeAttempt(now), now);
            }
            return Optional.empty();
        }
        if (!open.get().acceptsAttempt()) {
            subscriptions.update(row.with(row.state(), laterThan(row, now)), now);
            return Optional.empty();
        }
        payments.retry(open.get(), new MethodId(method), null);
        logSent(row);
        subscriptions.update(row.with(row.state(), SubscriptionRow.dueInFlight(row.state())).withChargeAttempt(now), now);
        return Optional.of(open.get().id());
    }

    /** Said once the attempt is committed: from then on it is made, by this process or by the reconciler. */
    private static void logSent(SubscriptionRow row) {
        Transactions.afterCommit(() -> log.info("event=renewal_charge_sent customer={} subscription={} attempt={}",
                row.customer(), row.id(), row.chargeAttempts() + 1));
    }

    /** An active subscription that was never tried for its next period has no payment yet: nothing to look up. */
    private static boolean mayHaveOpenPayment(SubscriptionRow row) {
        return row.state() instanceof State.Waiting || row.changePayment() != null
                || (row.lastChargeAttempt() != null && !row.lastChargeAttempt().isBefore(row.state().paid().period().end()));
    }

    /**
     * While a payment is under way its outcome brings the next step; a waiting subscription is looked at again in an hour, and
     * so is one whose tariff is being changed.
     */
    private static @Nullable Instant laterThan(SubscriptionRow row, Instant now) {
        var later = now.plus(POSTPONED);
        return row.state() instanceof State.Waiting waiting
                ? (later.isBefore(waiting.until()) ? later : waiting.until())
                : row.changePayment() == null ? null : later;
    }

    /** What a batch came to: how many were due, and which payments are now to be sent. */
    private record Claimed(int count, List<PaymentId> payments) {}
}
