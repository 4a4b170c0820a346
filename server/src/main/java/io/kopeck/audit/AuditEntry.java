package io.kopeck.audit;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One deed.
 *
 * @param actor who: a user's id, {@code key:<id>} for an API key, or {@code system}
 * @param action what, as {@code module.verb}, for example {@code payments.resolve}
 * @param subjectKind the kind of thing it was done to, for example {@code payment}
 * @param reason why, in the actor's words, when one was asked for
 * @param details further facts; never secrets, card data or e-mails
 */
public record AuditEntry(
        Instant occurredAt,
        String actor,
        String action,
        String subjectKind,
        UUID subjectId,
        @Nullable String reason,
        Map<String, String> details) {}
