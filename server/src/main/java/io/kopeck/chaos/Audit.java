package io.kopeck.chaos;

import io.kopeck.chaos.Finding.Kind;
import io.kopeck.chaos.Ours.Attempt;
import io.kopeck.chaos.Ours.Subscription;
import io.kopeck.chaos.Theirs.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Compares the acquirers' books with ours, and both with who has access. Starts from what the acquirers took: that is the
 * one thing no mistake of ours can hide.
 */
final class Audit {

    /** How long asking everybody's access may have taken. */
    private static final Duration ASKING_MAX = Duration.ofMinutes(10);

    private final List<Entry> theirs;
    private final Ours ours;
    private final Map<UUID, Boolean> access;
    private final Instant now;
    private final List<Finding> findings = new ArrayList<>();

    /**
     * What is to be compared.
     *
     * @param access whether a customer may use what the subscription with this id is for, as the API says
     * @param now just before the API was asked
     */
    Audit(List<Entry> theirs, Ours ours, Map<UUID, Boolean> access, Instant now) {
        this.theirs = theirs;
        this.ours = ours;
        this.access = access;
        this.now = now;
    }

    List<Finding> findings() {
        chargedOnce();
        booked();
        refundedOnce();
        onePaymentPerPeriod();
        oneLiveSubscription();
        accessIsPaid();
        ours.undecided().forEach(what -> add(Kind.LEFT_UNDECIDED, what));
        ours.grantsThatDiffer().forEach(what -> add(Kind.GRANT_DIFFERS, what));
        if (ours.ledgerSum() != 0) {
            add(Kind.LEDGER_NOT_ZERO, "all accounts together hold " + ours.ledgerSum() + " minor units");
        }
        return List.copyOf(findings);
    }

    /** Of what was charged for one payment at most one charge is kept; the rest went back. */
    private void chargedOnce() {
        Theirs.byPayment(theirs).forEach((payment, entries) -> {
            var kept = kept(entries);
            if (kept.size() < 2) {
                return;
            }
            boolean sameAttempt = kept.stream().map(Entry::attempt).distinct().count() < kept.size();
            add(sameAttempt ? Kind.CHARGED_TWICE_FOR_ONE_ATTEMPT : Kind.CHARGED_AGAIN_FOR_ONE_PAYMENT,
                    "payment " + payment + ": " + kept);
        });
    }

    /** The charges of which something was not returned. */
    private static List<Entry> kept(List<Entry> entries) {
        var returned = entries.stream().filter(Entry::refund).collect(Collectors.groupingBy(Entry::charged, Collectors.summingLong(Entry::minor)));
        return entries.stream()
                .filter(entry -> !entry.refund() && returned.getOrDefault(entry.id(), 0L) < entry.minor())
                .toList();
    }

    /** Every line of theirs is one of ours with the same amount, and the reverse. */
    private void booked() {
        var charges = ours.attempts().stream().filter(Attempt::tookMoney)
                .collect(Collectors.toMap(attempt -> String.valueOf(attempt.providerId()), attempt -> attempt, (first, _) -> first));
        var refunds = ours.refunds().stream().filter(refund -> refund.state().equals("succeeded"))
                .collect(Collectors.toMap(refund -> String.valueOf(refund.providerId()), refund -> refund, (first, _) -> first));
        for (var entry : theirs) {
            long booked = entry.refund()
                    ? refunds.containsKey(entry.id()) ? refunds.get(entry.id()).minor() : 0
                    : charges.containsKey(entry.id()) ? charges.get(entry.id()).minor() : 0;
            if (booked != entry.minor()) {
                add(entry.refund() ? Kind.REFUND_NOT_BOOKED : Kind.CHARGE_NOT_BOOKED, entry + ", here " + booked + " minor units");
            }
        }
        var known = theirs.stream().map(Entry::id).collect(Collectors.toSet());
        charges.values().stream().filter(attempt -> !known.contains(attempt.providerId())).forEach(attempt ->
                add(Kind.BOOKED_FOR_NOTHING, "attempt " + attempt.number() + " of payment " + attempt.payment()));
        refunds.values().stream().filter(refund -> !known.contains(refund.providerId())).forEach(refund ->
                add(Kind.BOOKED_FOR_NOTHING, "refund " + refund.id()));
    }

    private void refundedOnce() {
        theirs.stream().filter(entry -> entry.refund() && entry.refundId() != null)
                .collect(Collectors.groupingBy(entry -> Objects.requireNonNull(entry.refundId())))
                .forEach((refund, entries) -> {
                    if (entries.size() > 1) {
                        add(Kind.REFUNDED_TWICE, "refund " + refund + ": " + entries);
                    }
                });
    }

    /** The acquirers kept money for at most one payment of each period. */
    private void onePaymentPerPeriod() {
        var keptPayments = new HashSet<UUID>();
        Theirs.byPayment(theirs).forEach((payment, entries) -> {
            if (!kept(entries).isEmpty()) {
                keptPayments.add(payment);
            }
        });
        var byPeriod = new HashMap<String, Set<UUID>>();
        ours.attempts().stream()
                .filter(attempt -> attempt.subscription() != null && keptPayments.contains(attempt.payment()))
                .forEach(attempt -> byPeriod.computeIfAbsent(attempt.subscription() + ", period " + attempt.period(), _ -> new HashSet<>())
                        .add(attempt.payment()));
        byPeriod.forEach((period, payments) -> {
            if (payments.size() > 1) {
                add(Kind.PERIOD_PAID_TWICE, "subscription " + period + ": payments " + payments);
            }
        });
    }

    private void oneLiveSubscription() {
        ours.subscriptions().stream().filter(Subscription::isLive)
                .collect(Collectors.groupingBy(Subscription::holder, Collectors.counting()))
                .forEach((whose, count) -> {
                    if (count > 1) {
                        add(Kind.TWO_LIVE_SUBSCRIPTIONS, count + " to " + whose);
                    }
                });
    }

    /** Whoever's money was kept for the present period has access, and nobody else but by the product's policy. */
    private void accessIsPaid() {
        var subscriptions = ours.subscriptions().stream().collect(Collectors.toMap(Subscription::id, subscription -> subscription));
        var attempts = ours.attempts().stream().collect(Collectors.groupingBy(Attempt::payment));
        var paid = new HashMap<UUID, Set<Integer>>();
        Theirs.byPayment(theirs).forEach((payment, entries) -> {
            var mine = attempts.getOrDefault(payment, List.of()).stream().findFirst();
            if (mine.isPresent() && mine.get().subscription() != null && !kept(entries).isEmpty()) {
                paid.computeIfAbsent(mine.get().subscription(), _ -> new HashSet<>()).add(mine.get().period());
                if (!subscriptions.containsKey(mine.get().subscription())) {
                    add(Kind.PAID_WITHOUT_ACCESS, "payment " + payment + " was kept, and there is no subscription");
                }
            }
        });
        subscriptions.values().forEach(subscription -> {
            boolean isPaid = subscription.free() || paid.getOrDefault(subscription.id(), Set.of()).contains(subscription.period());
            boolean hasEnded = !now.isBefore(subscription.end());
            boolean isNow = now.plus(ASKING_MAX).isBefore(subscription.end());
            boolean may = access.getOrDefault(subscription.id(), false);
            int last = paid.getOrDefault(subscription.id(), Set.of()).stream().mapToInt(Integer::intValue).max().orElse(-1);
            if (last > subscription.period()) {
                add(Kind.PAID_WITHOUT_ACCESS, text(subscription) + ": period " + last + " was paid and never given");
            }
            if (isPaid && isNow && subscription.isLive() && !subscription.state().equals("paused") && !may) {
                add(Kind.PAID_WITHOUT_ACCESS, text(subscription));
            }
            if (may && !isPaid) {
                add(Kind.ACCESS_WITHOUT_PAYMENT, text(subscription));
            }
            if (may && hasEnded && subscription.state().equals("no_auto_payment")) {
                add(Kind.ACCESS_WITHOUT_PAYMENT, text(subscription) + " ended at " + subscription.end());
            }
        });
    }

    private static String text(Subscription subscription) {
        return "subscription " + subscription.id() + " to " + subscription.product() + " is " + subscription.state() + ", period "
                + subscription.period();
    }

    private void add(Kind kind, String what) {
        findings.add(new Finding(kind, what));
    }
}
