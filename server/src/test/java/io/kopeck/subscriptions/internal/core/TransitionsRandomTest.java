package io.kopeck.subscriptions.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lives of subscriptions made by chance, against what must hold in every one of them. The seed of a failing life is told. */
class TransitionsRandomTest {

    private static final Instant START = Instant.parse("2026-01-31T09:00:00Z");
    private static final int LIVES = 20_000;
    private static final int STEPS = 40;

    @ParameterizedTest
    @ValueSource(strings = {"cinema", "channel"})
    void keepsItsPromisesInEveryLife(String product) {
        var terms = product.equals("cinema") ? Policies.cinema() : Policies.channel();
        long base = System.nanoTime();
        for (int life = 0; life < LIVES; life++) {
            live(terms, base + life);
        }
    }

    private static void live(Terms terms, long seed) {
        var random = new Random(seed);
        var now = START;
        var state = random.nextBoolean() ? Transitions.begin(terms, true, now) : Transitions.beginTrial(Policies.WEEK, terms, now);
        var told = new ArrayList<String>();
        for (int i = 0; i < STEPS; i++) {
            now = now.plus(Duration.ofMinutes(random.nextInt(1, 60 * 24 * (random.nextInt(10) == 0 ? 20 : 2))));
            var command = command(random, state, now);
            var step = Transitions.apply(state, command, terms, now);
            told.add(now + " " + command + " -> " + step);
            if (step instanceof Step.Go(var next, _, _)) {
                check(state, command, next, terms, now, "seed " + seed + ": " + String.join("\n", told));
                state = next;
            }
        }
    }

    /** A command that can come at this moment: renewals only once the period is over, as their payments are opened then. */
    private static Command command(Random random, State state, Instant now) {
        boolean over = !now.isBefore(state.paid().period().end());
        var possible = new ArrayList<Command>(List.of(
                new Command.Cancel(START), new Command.Resume(random.nextBoolean()), new Command.ChangeMethod(),
                new Command.RemoveMethod(random.nextInt(3) > 0), new Command.Pause(now.plus(Duration.ofHours(random.nextInt(1, 400)))),
                new Command.PauseEnded(random.nextBoolean()), new Command.PeriodEnded(), new Command.WindowEnded(),
                new Command.MoneyTakenBack()));
        if (over) {
            for (int weight = 0; weight < 3; weight++) {
                possible.addAll(List.of(new Command.RenewalPaid(now, random.nextInt(4) > 0), new Command.RenewalDeclined(random.nextBoolean()),
                        new Command.RenewalRejected(), new Command.ConfirmationNeeded()));
            }
        }
        return possible.get(random.nextInt(possible.size()));
    }

    private static void check(State before, Command command, State after, Terms terms, Instant now, String told) {
        assertThat(before).as("what has ended stays ended, " + told)
                .isNotInstanceOfAny(State.Canceled.class, State.Expired.class);
        int number = after.paid().number();
        if (command instanceof Command.RenewalPaid) {
            assertThat(number).as("a period's number follows the last one, " + told).isEqualTo(before.paid().number() + 1);
            assertThat(after.paid().period().start()).as("periods never overlap, " + told)
                    .isAfterOrEqualTo(before.paid().period().end());
            assertThat(after.paid().trial()).as("a paid period is no trial, " + told).isFalse();
            assertThat(after).as("paid means running, " + told).isInstanceOfAny(State.Active.class, State.NoAutoPayment.class);
            assertThat(after.paid().period().contains(now)).as("the customer gets what was just paid for, " + told).isTrue();
        } else if (before instanceof State.Paused paused && !(after instanceof State.Paused)) {
            assertThat(Duration.between(now, after.paid().period().end())).as("a pause keeps what is left, " + told)
                    .isEqualTo(Duration.between(paused.since(), before.paid().period().end()));
            assertThat(number).as("a pause gives no period, " + told).isEqualTo(before.paid().number());
        } else {
            assertThat(after.paid()).as("only a payment gives a period, " + told).isEqualTo(before.paid());
        }
        if (after instanceof State.Waiting(_, var attempts, var next, var until)) {
            assertThat(after.givesAccess(terms, now)).as("access while waiting, " + told).isEqualTo(terms.dunning().keepsAccess());
            var window = before instanceof State.Waiting waiting ? waiting.until() : firstFailure(before, now).plus(terms.dunning().window());
            assertThat(until).as("the window counts from the first failure, " + told).isEqualTo(window);
            assertThat(attempts).as("attempts, " + told).isBetween(0, STEPS);
            boolean planned = !(before instanceof State.Waiting earlierWaiting) || !Objects.equals(next, earlierWaiting.nextAttemptAt());
            if (next != null && planned) {
                assertThat(next).as("no attempt is planned for the past, " + told).isAfterOrEqualTo(now);
            }
            int declined = command instanceof Command.RenewalDeclined ? 1 : 0;
            int earlier = before instanceof State.Waiting waiting ? waiting.attempts() : 0;
            assertThat(attempts).as("only a decline counts as an attempt, " + told).isEqualTo(earlier + declined);
        }
        if (after instanceof State.Paused) {
            assertThat(after.givesAccess(terms, now)).as("no access while paused, " + told).isFalse();
        }
        if (after instanceof State.Canceled || after instanceof State.Expired) {
            assertThat(after.givesAccess(terms, now)).as("no access after the end, " + told).isFalse();
        }
        if (after instanceof State.NoAutoPayment) {
            assertThat(after.givesAccess(terms, now)).as("access to the end and no longer, " + told)
                    .isEqualTo(now.isBefore(after.paid().period().end()));
        }
    }

    private static Instant firstFailure(State before, Instant now) {
        var end = before.paid().period().end();
        return now.isBefore(end.plus(Duration.ofDays(1))) ? end : now;
    }
}
