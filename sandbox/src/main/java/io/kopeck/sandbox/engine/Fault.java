package io.kopeck.sandbox.engine;

import org.jspecify.annotations.Nullable;

/**
 * One rule: what goes wrong, where, how often.
 *
 * @param provider acquirer's name, or {@code *}
 * @param operation an operation of the acquirer, {@code webhook}, or {@code *}
 * @param delayMs null: the kind's own default
 * @param times null: no bound
 * @param match strikes only when this occurs in the metadata, the payment's id or the saved method's id
 * @param after for kinds that can strike before or after the effect; null: the kind's own default
 */
public record Fault(String provider, String operation, FaultKind kind, @Nullable String reason, @Nullable Long delayMs,
        double probability, @Nullable Long times, long seed, @Nullable String match, @Nullable Boolean after) {

    public static final String ANY = "*";
    public static final String WEBHOOK = "webhook";

    public long delayMsOr(long otherwise) {
        return delayMs != null ? delayMs : otherwise;
    }

    public boolean afterOr(boolean otherwise) {
        return after != null ? after : otherwise;
    }

    boolean concerns(String calledProvider, String calledOperation, FaultKind.Phase phase) {
        boolean here = switch (phase) {
            case TRANSPORT, OUTCOME -> kind.phase() == phase;
            case WEBHOOK -> kind.phase() == phase || (kind == FaultKind.SLOW && operation.equals(WEBHOOK));
        };
        return here
                && (provider.equals(ANY) || provider.equals(calledProvider))
                && (operation.equals(ANY) || operation.equals(calledOperation));
    }
}
