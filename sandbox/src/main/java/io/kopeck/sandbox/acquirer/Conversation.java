package io.kopeck.sandbox.acquirer;

import io.kopeck.sandbox.engine.Fault;
import io.kopeck.sandbox.engine.FaultKind;
import io.kopeck.sandbox.engine.Faults;
import io.kopeck.sandbox.http.Answer;
import java.util.Arrays;
import java.util.function.Supplier;

/** Carries calls of one acquirer's API out, each under the fault of the conversation that strikes it, if any. */
public final class Conversation {

    /** How the acquirer words the answers that faults cause. */
    public interface Wording {
        Answer internalError();

        Answer tooManyRequests();

        Answer processing();
    }

    private final String provider;
    private final Faults faults;
    private final Wording wording;

    public Conversation(String provider, Faults faults, Wording wording) {
        this.provider = provider;
        this.faults = faults;
        this.wording = wording;
    }

    /** The answer to a call of {@code operation}; {@code subject} is the text a fault's match is looked for in. */
    public Answer answer(String operation, Supplier<String> subject, Supplier<Answer> handling) {
        var fault = faults.strike(provider, operation, FaultKind.Phase.TRANSPORT, subject);
        return fault == null ? handling.get() : struck(fault, handling);
    }

    private Answer struck(Fault fault, Supplier<Answer> handling) {
        return switch (fault.kind()) {
            case SLOW -> {
                pause(fault, 1_000);
                yield handling.get();
            }
            case ERROR_BEFORE -> {
                pause(fault, 0);
                yield wording.internalError();
            }
            case ERROR_AFTER -> {
                handling.get();
                pause(fault, 0);
                yield wording.internalError();
            }
            case LOST_ANSWER -> {
                handling.get();
                pause(fault, 0);
                yield new Answer.HangUp(false);
            }
            case RESET -> {
                if (fault.afterOr(false)) {
                    handling.get();
                }
                pause(fault, 0);
                yield new Answer.HangUp(true);
            }
            case TRUNCATED -> truncated(handling.get());
            case RATE_LIMIT -> wording.tooManyRequests();
            case PROCESSING -> {
                if (fault.afterOr(true)) {
                    handling.get();
                }
                yield wording.processing();
            }
            case DECLINE, REQUIRES_3DS, PENDING, REFUND_CANCELED, RECEIPT_CANCELED, DUPLICATE_WEBHOOK, REORDER_WEBHOOKS, DROP_WEBHOOK ->
                throw new AssertionError(fault.kind());
        };
    }

    private static void pause(Fault fault, long otherwiseMs) {
        try {
            Thread.sleep(fault.delayMsOr(otherwiseMs));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Answer truncated(Answer answer) {
        return answer instanceof Answer.Body(var _, var headers, var content)
                ? new Answer.Body(200, headers, Arrays.copyOf(content, content.length / 2)) : answer;
    }
}
