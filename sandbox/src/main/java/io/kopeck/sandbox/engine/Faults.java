package io.kopeck.sandbox.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The faults in force. The first rule that concerns a call, matches it and wins its draw strikes; at most one strikes
 * per phase. Draws come from each rule's own seeded generator, so a run can be repeated.
 */
public final class Faults {

    /** More rules than this are a mistake of the caller. */
    public static final int MAX = 1000;

    /** A rule in force: {@code seen} counts the calls it concerned, {@code fired} those it struck. */
    public record Standing(long id, Fault fault, long seen, long fired) {}

    private static final class Armed {
        final long id;
        final Fault fault;
        final Random random;
        long seen;
        long fired;

        Armed(long id, Fault fault) {
            this.id = id;
            this.fault = fault;
            this.random = new Random(fault.seed());
        }

        synchronized boolean strikes() {
            if (fault.times() != null && fired >= fault.times()) {
                return false;
            }
            seen++;
            if (fault.probability() < 1.0 && random.nextDouble() >= fault.probability()) {
                return false;
            }
            fired++;
            return true;
        }

        synchronized Standing standing() {
            return new Standing(id, fault, seen, fired);
        }
    }

    private volatile List<Armed> rules = List.of();
    private long lastId;

    /** Puts a rule in force; null when there are already {@link #MAX}. */
    public synchronized @Nullable Standing add(Fault fault) {
        if (rules.size() >= MAX) {
            return null;
        }
        var armed = new Armed(++lastId, fault);
        var next = new ArrayList<>(rules);
        next.add(armed);
        rules = List.copyOf(next);
        return armed.standing();
    }

    public synchronized boolean remove(long id) {
        var next = rules.stream().filter(rule -> rule.id != id).toList();
        boolean removed = next.size() < rules.size();
        rules = next;
        return removed;
    }

    public synchronized void clear() {
        rules = List.of();
    }

    public List<Standing> all() {
        return rules.stream().map(Armed::standing).toList();
    }

    /** The fault that strikes this call, if one does; {@code subject} is the text {@link Fault#match} is looked for in. */
    public @Nullable Fault strike(String provider, String operation, FaultKind.Phase phase, Supplier<String> subject) {
        return strike(fault -> fault.concerns(provider, operation, phase), subject);
    }

    /** As above, for an outcome: only kinds that are {@code possible} here strike, others stay unused. */
    public @Nullable Fault strike(String provider, String operation, Set<FaultKind> possible, Supplier<String> subject) {
        return strike(fault -> possible.contains(fault.kind()) && fault.concerns(provider, operation, FaultKind.Phase.OUTCOME), subject);
    }

    private @Nullable Fault strike(Predicate<Fault> concerns, Supplier<String> subject) {
        for (var rule : rules) {
            var match = rule.fault.match();
            if (concerns.test(rule.fault)
                    && (match == null || subject.get().contains(match))
                    && rule.strikes()) {
                return rule.fault;
            }
        }
        return null;
    }
}
