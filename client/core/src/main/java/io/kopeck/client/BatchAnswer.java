package io.kopeck.client;

import org.jspecify.annotations.Nullable;

/** What came of one charge of several. */
public sealed interface BatchAnswer {

    String taskId();

    /** It is paid for, now or before. */
    record Done(String taskId, Charged operation) implements BatchAnswer {}

    /**
     * It was not charged.
     *
     * @param status the HTTP status it would have been answered with alone: 402, 403, 404 or 409
     * @param code as in the server's list of problem codes, such as {@code insufficient_funds}
     * @param detail may be shown to a customer
     * @param topUpUrl where the owner puts money in, when that would help; null otherwise
     */
    record Refused(String taskId, int status, String code, String detail, @Nullable String topUpUrl) implements BatchAnswer {}

    /** Whether it was charged is not known: ask again with the same task id. */
    record Unknown(String taskId) implements BatchAnswer {}
}
