package io.kopeck.identity;

import io.kopeck.identity.internal.UserStore;
import io.kopeck.kernel.CustomerId;
import io.kopeck.platform.time.Ids;
import io.kopeck.platform.tx.Transactions;
import java.time.Clock;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Everybody who can pay: users, people known only by another system's id (a Telegram user), and companies. A call joins
 * the caller's transaction when there is one.
 */
@Component
public final class Parties {

    /** The system whose subjects are Telegram users, by number. */
    public static final String TELEGRAM = "telegram";

    private final UserStore store;
    private final Transactions tx;
    private final Ids ids;
    private final Clock clock;

    Parties(UserStore store, Transactions tx, Ids ids, Clock clock) {
        this.store = store;
        this.tx = tx;
        this.ids = ids;
        this.clock = clock;
    }

    public boolean exists(CustomerId customer) {
        return store.partyExists(customer);
    }

    /** Opens a company; not idempotent. */
    public CustomerId openCompany(String name) {
        return tx.execute(() -> {
            var customer = new CustomerId(ids.next());
            store.insertParty(customer, "company", name, clock.instant());
            return customer;
        });
    }

    /**
     * The person whom another system knows by this subject, opened when first asked for. Idempotent, also when two ask
     * at once.
     *
     * @param system the other system's stable name, for example {@code telegram}
     */
    public CustomerId ofSubject(String system, String subject) {
        return store.customerOf(system, subject).orElseGet(() -> tx.execute(() -> {
            var customer = new CustomerId(ids.next());
            var now = clock.instant();
            if (!store.tie(system, subject, customer, now)) {
                return store.customerOf(system, subject).orElseThrow();
            }
            store.insertParty(customer, "person", null, now);
            return customer;
        }));
    }

    /** As {@link #ofSubject}, without opening anything. */
    public Optional<CustomerId> findBySubject(String system, String subject) {
        return store.customerOf(system, subject);
    }

    /** What the other system calls the customer; the newest tie when there are several. */
    public Optional<String> subjectOf(CustomerId customer, String system) {
        return store.subjectOf(customer, system);
    }

    /** Ties a subject of another system to the customer; false when it is tied to somebody else. Idempotent. */
    public boolean tie(CustomerId customer, String system, String subject) {
        return tx.execute(() -> store.tie(system, subject, customer, clock.instant())
                || store.customerOf(system, subject).filter(customer::equals).isPresent());
    }
}
