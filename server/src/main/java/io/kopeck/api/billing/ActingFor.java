package io.kopeck.api.billing;

import io.kopeck.audit.AuditEntry;
import io.kopeck.audit.AuditLog;
import io.kopeck.identity.Caller;
import io.kopeck.identity.Right;
import io.kopeck.kernel.CustomerId;
import io.kopeck.platform.problem.Problem;
import io.kopeck.platform.tx.Transactions;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** For whom a caller acts: for itself, or with the right to it for a customer it names, which the audit log keeps. */
@Component
class ActingFor {

    private final AuditLog audit;
    private final Transactions tx;
    private final Clock clock;

    ActingFor(AuditLog audit, Transactions tx, Clock clock) {
        this.audit = audit;
        this.tx = tx;
        this.clock = clock;
    }

    /**
     * The customer meant.
     *
     * @param named the customer that the request names, or null for the caller itself
     * @param action what is going to be done, as the audit log calls it
     * @throws Problem 403 without the right to act for others, or when the caller has not confirmed its address
     */
    CustomerId customer(Caller caller, @Nullable UUID named, String action) {
        if (named == null || (caller.isUser() && caller.id().equals(named))) {
            caller.requireConfirmed();
            return caller.customer();
        }
        caller.require(Right.ACT_FOR_CUSTOMER);
        tx.run(() -> audit.record(new AuditEntry(clock.instant(), caller.actor(), action, "customer", named, null, Map.of())));
        return new CustomerId(named);
    }
}
