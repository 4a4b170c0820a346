package io.kopeck.sandbox.control;

import io.kopeck.sandbox.engine.Fault;
import io.kopeck.sandbox.engine.FaultKind;
import io.kopeck.sandbox.engine.Faults;
import io.kopeck.sandbox.engine.Json;
import io.kopeck.sandbox.http.Answer;
import io.kopeck.sandbox.http.Call;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** {@code /control/faults}: checks a rule strictly, so that a typing error never looks like a fault that does not fire. */
final class FaultCalls {

    private static final long DELAY_MAX_MS = 600_000;

    private final Faults faults;
    private final Acquirers acquirers;

    FaultCalls(Faults faults, Acquirers acquirers) {
        this.faults = faults;
        this.acquirers = acquirers;
    }

    Answer add(Call call) {
        var input = Input.of(call, "provider", "operation", "kind", "reason", "delay_ms", "probability", "times", "seed", "match", "after");
        var provider = oneOf("provider", input.requiredText("provider"), with(acquirers.names(), Fault.ANY));
        var operation = oneOf("operation", input.has("operation") ? input.requiredText("operation") : Fault.ANY,
                with(operations(provider), Fault.WEBHOOK, Fault.ANY));
        var kindName = input.requiredText("kind");
        var kind = FaultKind.ofWireName(kindName).orElseThrow(() -> ControlError.notAllowed("kind", kindName,
                Arrays.stream(FaultKind.values()).map(FaultKind::wireName).toList()));
        checkPlace(operation, kind);
        var seed = input.number("seed", Long.MIN_VALUE, Long.MAX_VALUE);
        var standing = faults.add(new Fault(provider, operation, kind, reason(input.text("reason"), provider, kind),
                input.number("delay_ms", 0, DELAY_MAX_MS * 1_000), input.fraction("probability", 1.0),
                input.number("times", 0, Long.MAX_VALUE), seed == null ? 1 : seed, input.text("match"), after(input.flag("after"), kind)));
        if (standing == null) {
            throw ControlError.conflict("there are " + Faults.MAX + " faults already");
        }
        return Answer.json(201, shown(standing));
    }

    Answer list() {
        var list = Json.object();
        var items = list.putArray("faults");
        faults.all().forEach(standing -> items.add(shown(standing)));
        return Answer.json(200, list);
    }

    Answer clear() {
        faults.clear();
        return Answer.empty(204);
    }

    Answer remove(String id) {
        if (!id.matches("\\d{1,18}") || !faults.remove(Long.parseLong(id))) {
            throw ControlError.notFound("fault " + id);
        }
        return Answer.empty(204);
    }

    private Collection<String> operations(String provider) {
        var operations = new TreeSet<String>();
        acquirers.all().stream().filter(a -> provider.equals(Fault.ANY) || provider.equals(a.name())).forEach(a -> operations.addAll(a.operations()));
        return operations;
    }

    private static void checkPlace(String operation, FaultKind kind) {
        if (operation.equals(Fault.ANY)) {
            return;
        }
        Set<String> places = switch (kind) {
            case DECLINE, REQUIRES_3DS -> Set.of("create", "charge", "bind");
            case PENDING -> Set.of("charge", "refund", "receipt");
            case REFUND_CANCELED -> Set.of("refund");
            case RECEIPT_CANCELED -> Set.of("receipt");
            case DUPLICATE_WEBHOOK, REORDER_WEBHOOKS, DROP_WEBHOOK -> Set.of(Fault.WEBHOOK);
            case SLOW -> Set.of(operation);
            case LOST_ANSWER, ERROR_BEFORE, ERROR_AFTER, TRUNCATED, RESET, RATE_LIMIT, PROCESSING ->
                operation.equals(Fault.WEBHOOK) ? Set.of("any operation but webhook") : Set.of(operation);
        };
        if (!places.contains(operation)) {
            throw ControlError.notAllowed("operation for " + kind.wireName(), operation, with(places, Fault.ANY));
        }
    }

    private @Nullable String reason(@Nullable String reason, String provider, FaultKind kind) {
        if (reason == null) {
            return null;
        }
        var allowed = new TreeSet<String>();
        for (var acquirer : acquirers.all()) {
            if (provider.equals(Fault.ANY) || provider.equals(acquirer.name())) {
                switch (kind) {
                    case DECLINE -> allowed.addAll(acquirer.declineReasons());
                    case REFUND_CANCELED -> allowed.addAll(acquirer.refundCancelReasons());
                    case PENDING -> allowed.addAll(acquirer.pendingReasons());
                    default -> throw ControlError.bad("reason goes with decline, refund_canceled and pending only");
                }
            }
        }
        return oneOf("reason", reason, allowed);
    }

    private static @Nullable Boolean after(@Nullable Boolean after, FaultKind kind) {
        if (after != null && kind != FaultKind.RESET && kind != FaultKind.PROCESSING) {
            throw ControlError.bad("after goes with reset and processing only");
        }
        return after;
    }

    private static String oneOf(String field, String given, Collection<String> allowed) {
        if (!allowed.contains(given)) {
            throw ControlError.notAllowed(field, given, allowed);
        }
        return given;
    }

    private static Collection<String> with(Collection<String> names, String... more) {
        var all = new TreeSet<>(names);
        all.addAll(Set.of(more));
        return all;
    }

    private static ObjectNode shown(Faults.Standing standing) {
        var fault = standing.fault();
        var node = Json.object().put("id", standing.id()).put("provider", fault.provider()).put("operation", fault.operation())
                .put("kind", fault.kind().wireName()).put("probability", fault.probability()).put("seed", fault.seed());
        if (fault.reason() != null) {
            node.put("reason", fault.reason());
        }
        if (fault.delayMs() != null) {
            node.put("delay_ms", fault.delayMs());
        }
        if (fault.times() != null) {
            node.put("times", fault.times());
        }
        if (fault.match() != null) {
            node.put("match", fault.match());
        }
        if (fault.after() != null) {
            node.put("after", fault.after());
        }
        return node.put("seen", standing.seen()).put("fired", standing.fired());
    }
}
