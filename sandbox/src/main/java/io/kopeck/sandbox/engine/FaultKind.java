package io.kopeck.sandbox.engine;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What can be made to go wrong. */
public enum FaultKind {
    /** The charge is declined with {@code reason}; on a create or a bind, whatever card the customer enters is. */
    DECLINE(Phase.OUTCOME),
    /** The charge waits for the customer at the bank's page. */
    REQUIRES_3DS(Phase.OUTCOME),
    /** The charge, refund or receipt stays pending until it is released or its delay has passed by the sandbox clock. */
    PENDING(Phase.OUTCOME),
    /** The refund ends canceled, silently. */
    REFUND_CANCELED(Phase.OUTCOME),
    /** The register refuses the fiscal receipt, whether it came with its money or on its own. */
    RECEIPT_CANCELED(Phase.OUTCOME),
    /** The effect happens; the connection is held for the delay, then closed without an answer. */
    LOST_ANSWER(Phase.TRANSPORT),
    /** HTTP 500; nothing happened. */
    ERROR_BEFORE(Phase.TRANSPORT),
    /** The effect happens; HTTP 500. */
    ERROR_AFTER(Phase.TRANSPORT),
    /** The request waits for the delay, then is handled normally; a webhook is sent later. */
    SLOW(Phase.TRANSPORT),
    /** The effect happens; HTTP 200 with a JSON body cut in half. */
    TRUNCATED(Phase.TRANSPORT),
    /** TCP RST; before the effect, or after it when asked. */
    RESET(Phase.TRANSPORT),
    /** HTTP 429; nothing happened. */
    RATE_LIMIT(Phase.TRANSPORT),
    /** HTTP 202 "processing"; the effect happens, unless asked otherwise. */
    PROCESSING(Phase.TRANSPORT),
    /** The notification is sent twice. */
    DUPLICATE_WEBHOOK(Phase.WEBHOOK),
    /** The notification is held back until a later one has been sent, or its delay has passed. */
    REORDER_WEBHOOKS(Phase.WEBHOOK),
    /** The notification is never sent. */
    DROP_WEBHOOK(Phase.WEBHOOK);

    /** Where a fault strikes: the conversation, the outcome of an operation, or the notification about it. */
    public enum Phase { TRANSPORT, OUTCOME, WEBHOOK }

    private final Phase phase;

    FaultKind(Phase phase) {
        this.phase = phase;
    }

    public Phase phase() {
        return phase;
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<FaultKind> ofWireName(String name) {
        return Arrays.stream(values()).filter(kind -> kind.wireName().equals(name)).findFirst();
    }
}
