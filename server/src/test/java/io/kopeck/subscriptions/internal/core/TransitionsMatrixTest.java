package io.kopeck.subscriptions.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.subscriptions.internal.core.Step.Effect;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every state × every command under the policies of cinema, movix and channel. A state or a command that is new fails
 * {@link #coversEveryStateAndCommand} until it has rows in {@code transitions.txt}.
 *
 * <p>A result reads as the next state, with the period's number behind {@code #} and moments in hours from the end of the
 * paid period, and the effect behind {@code +}; or as {@code refused} with the reason.
 */
class TransitionsMatrixTest {

    private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");
    private static final Instant END = START.plus(Duration.ofDays(7));

    private static final Map<String, Terms> PRODUCTS = new LinkedHashMap<>();
    private static final Map<String, Function<Terms, State>> STATES = new LinkedHashMap<>();
    private static final Map<String, At> COMMANDS = new LinkedHashMap<>();

    static {
        PRODUCTS.put("cinema", Policies.cinema());
        PRODUCTS.put("movix", Policies.movix());
        PRODUCTS.put("channel", Policies.channel());

        STATES.put("active", _ -> new State.Active(paid(false)));
        STATES.put("trial", _ -> new State.Active(paid(true)));
        STATES.put("waiting", terms -> waiting(terms, 1, END.plus(Duration.ofDays(1))));
        STATES.put("waiting for customer", terms -> waiting(terms, 1, null));
        STATES.put("waiting for 3ds", terms -> waiting(terms, 0, END.plus(Duration.ofDays(1))));
        STATES.put("waiting, last attempt", terms -> waiting(terms, terms.dunning().attempts().size() - 1,
                END.plus(terms.dunning().attempts().getLast())));
        STATES.put("no_auto_payment", _ -> new State.NoAutoPayment(paid(false)));
        STATES.put("paused", _ -> new State.Paused(paid(false), START, START.plus(Duration.ofDays(4))));
        STATES.put("canceled", _ -> new State.Canceled(paid(false), START));
        STATES.put("expired", _ -> new State.Expired(paid(false), END));

        COMMANDS.put("renewal paid at its end", at(new Command.RenewalPaid(END, true), _ -> END));
        COMMANDS.put("renewal paid 2 days late", at(new Command.RenewalPaid(END, true), _ -> END.plus(Duration.ofDays(2))));
        COMMANDS.put("renewal paid after a downtime of 16 days", at(
                new Command.RenewalPaid(END.plus(Duration.ofDays(16)), true), _ -> END.plus(Duration.ofDays(16))));
        COMMANDS.put("renewal paid, no method left", at(new Command.RenewalPaid(END, false), _ -> END));
        COMMANDS.put("renewal declined", at(new Command.RenewalDeclined(true), _ -> END));
        COMMANDS.put("renewal declined on the last day", at(
                new Command.RenewalDeclined(true), terms -> END.plus(terms.dunning().attempts().getLast())));
        COMMANDS.put("renewal declined for good", at(new Command.RenewalDeclined(false), _ -> END));
        COMMANDS.put("renewal declined after the window", at(
                new Command.RenewalDeclined(true), terms -> END.plus(terms.dunning().window())));
        COMMANDS.put("renewal rejected", at(new Command.RenewalRejected(), _ -> END));
        COMMANDS.put("confirmation needed", at(new Command.ConfirmationNeeded(), _ -> END));
        COMMANDS.put("confirmation needed after the window", at(
                new Command.ConfirmationNeeded(), terms -> END.plus(terms.dunning().window())));
        COMMANDS.put("cancel within an hour", at(new Command.Cancel(START), _ -> START.plus(Duration.ofMinutes(59))));
        COMMANDS.put("cancel after an hour", at(new Command.Cancel(START), _ -> START.plus(Duration.ofHours(1))));
        COMMANDS.put("cancel after 2 days", at(new Command.Cancel(START), _ -> START.plus(Duration.ofDays(2))));
        COMMANDS.put("resume", at(new Command.Resume(true), _ -> START.plus(Duration.ofDays(3))));
        COMMANDS.put("resume without a method", at(new Command.Resume(false), _ -> START.plus(Duration.ofDays(3))));
        COMMANDS.put("resume at the end", at(new Command.Resume(true), _ -> END));
        COMMANDS.put("change method", at(new Command.ChangeMethod(), _ -> END.plus(Duration.ofHours(5))));
        COMMANDS.put("remove one of two methods", at(new Command.RemoveMethod(true), _ -> END.plus(Duration.ofHours(5))));
        COMMANDS.put("remove the only method", at(new Command.RemoveMethod(false), _ -> END.plus(Duration.ofHours(5))));
        COMMANDS.put("change tariff", at(new Command.ChangeTariff(paid(false).restart(Policies.cinema(), START.plus(Duration.ofDays(2)))),
                _ -> START.plus(Duration.ofDays(2))));
        COMMANDS.put("pause on the third day", at(new Command.Pause(START.plus(Duration.ofDays(9))), _ -> START.plus(Duration.ofDays(3))));
        COMMANDS.put("pause at the end", at(new Command.Pause(END.plus(Duration.ofDays(1))), _ -> END));
        COMMANDS.put("pause ended too early", at(new Command.PauseEnded(true), _ -> START.plus(Duration.ofDays(4)).minusNanos(1000)));
        COMMANDS.put("pause ended", at(new Command.PauseEnded(true), _ -> START.plus(Duration.ofDays(4))));
        COMMANDS.put("pause ended, no method left", at(new Command.PauseEnded(false), _ -> START.plus(Duration.ofDays(5))));
        COMMANDS.put("period ended too early", at(new Command.PeriodEnded(), _ -> END.minusNanos(1000)));
        COMMANDS.put("period ended", at(new Command.PeriodEnded(), _ -> END));
        COMMANDS.put("window ended too early", at(new Command.WindowEnded(), terms -> END.plus(terms.dunning().window()).minusNanos(1000)));
        COMMANDS.put("money taken back", at(new Command.MoneyTakenBack(), _ -> START.plus(Duration.ofDays(3))));
        COMMANDS.put("window ended", at(new Command.WindowEnded(), terms -> END.plus(terms.dunning().window())));
    }

    @Test
    void coversEveryStateAndCommand() {
        var states = STATES.values().stream().map(state -> state.apply(Policies.cinema()).getClass()).collect(Collectors.toSet());
        var commands = COMMANDS.values().stream().map(at -> at.command().getClass()).collect(Collectors.toSet());

        assertThat(states).isEqualTo(new HashSet<>(Arrays.asList(State.class.getPermittedSubclasses())));
        assertThat(commands).isEqualTo(new HashSet<>(Arrays.asList(Command.class.getPermittedSubclasses())));
        for (var state : STATES.keySet()) {
            for (var command : COMMANDS.keySet()) {
                assertThat(TransitionsTable.rows()).as("a row for " + state + " × " + command).containsKey(state + " × " + command);
            }
        }
        assertThat(TransitionsTable.rows()).hasSize(STATES.size() * COMMANDS.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"cinema", "movix", "channel"})
    void stepsAsTheTableSays(String product) {
        var terms = PRODUCTS.get(product);
        var wrong = new ArrayList<String>();

        STATES.forEach((stateName, state) -> COMMANDS.forEach((commandName, at) -> {
            var row = stateName + " × " + commandName;
            var expected = TransitionsTable.rows().getOrDefault(row, Map.of()).getOrDefault(product, "no row");
            var result = result(state.apply(terms), at, terms);
            if (!expected.equals(result)) {
                wrong.add(row + ": expected " + expected + " but it is " + result);
            }
        }));

        assertThat(wrong).isEmpty();
    }

    private static String result(State state, At at, Terms terms) {
        return switch (Transitions.apply(state, at.command(), terms, at.now().apply(terms))) {
            case Step.Refused(var reason) -> "refused " + reason.name().toLowerCase(Locale.ROOT);
            case Step.Go(var next, var effect, var refund) ->
                    text(next) + (effect == Effect.NONE ? "" : " +" + effect.name().toLowerCase(Locale.ROOT)) + text(refund);
        };
    }

    private static String text(State state) {
        var period = "#" + state.paid().number() + " " + hours(state.paid().period().start()) + ".." + hours(state.paid().period().end());
        return switch (state) {
            case State.Active _ -> "active " + period;
            case State.Waiting(_, var attempts, var next, var until) ->
                    "waiting " + attempts + " next " + (next == null ? "never" : hours(next)) + " until " + hours(until);
            case State.NoAutoPayment _ -> "no_auto_payment " + period;
            case State.Paused(_, var since, var until) -> "paused " + period + " since " + hours(since) + " until " + hours(until);
            case State.Canceled _ -> "canceled";
            case State.Expired _ -> "expired";
        };
    }

    private static String text(Share refund) {
        return refund.isNothing() ? "" : refund.equals(Share.ALL) ? " +refund" : " +refund " + refund.part() + "/" + refund.whole();
    }

    private static String hours(Instant moment) {
        return String.valueOf(Duration.between(END, moment).toHours());
    }

    private static Paid paid(boolean trial) {
        return trial ? Paid.trial(Policies.WEEK, Policies.cinema(), START) : Paid.first(Policies.cinema(), START);
    }

    private static State waiting(Terms terms, int attempts, @Nullable Instant next) {
        return new State.Waiting(paid(false), attempts, next, END.plus(terms.dunning().window()));
    }

    private static At at(Command command, Function<Terms, Instant> now) {
        return new At(command, now);
    }

    /** A command and the moment it comes. */
    private record At(Command command, Function<Terms, Instant> now) {}
}
