package io.kopeck.platform.tx;

import io.kopeck.kernel.CustomerId;
import java.util.function.Supplier;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs work in a database transaction (READ COMMITTED). A block inside another joins it; an exception rolls all back.
 *
 * <p>Every change of one customer's money or subscription goes through {@link #forCustomer}, which takes that
 * customer's lock first: such commands never interleave and cannot deadlock with each other.
 */
@Component
public final class Transactions {

    private final TransactionTemplate template;
    private final DSLContext db;

    Transactions(PlatformTransactionManager manager, DSLContext db) {
        this.template = new TransactionTemplate(manager);
        this.db = db;
    }

    public <T> T execute(Supplier<T> work) {
        return template.execute(_ -> work.get());
    }

    public void run(Runnable work) {
        template.executeWithoutResult(_ -> work.run());
    }

    /** As {@link #execute}, with the customer's lock held to the end of the transaction. Waits for the present holder. */
    public <T> T forCustomer(CustomerId customer, Supplier<T> work) {
        return execute(() -> {
            lock(customer);
            return work.get();
        });
    }

    /** Runs the action once the current transaction has committed, or at once when there is none. */
    public static void afterCommit(Runnable action) {
        if (!isActive()) {
            action.run();
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                action.run();
            }
        });
    }

    /** Whether the calling thread is inside a transaction. */
    public static boolean isActive() {
        return TransactionSynchronizationManager.isActualTransactionActive();
    }

    private void lock(CustomerId customer) {
        long key = customer.value().getMostSignificantBits() ^ customer.value().getLeastSignificantBits();
        db.select(DSL.function("pg_advisory_xact_lock", SQLDataType.OTHER, DSL.val(key)).isNotNull()).fetchOne();
    }
}
