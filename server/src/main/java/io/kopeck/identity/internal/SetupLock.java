package io.kopeck.identity.internal;

import static io.kopeck.identity.internal.db.Tables.SETUP_LOCK;

import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** One node at a time: for what must exist once, and for who is the last superuser. */
@Component
public final class SetupLock {

    private final DSLContext db;

    SetupLock(DSLContext db) {
        this.db = db;
    }

    /** Waits for the lock and holds it to the end of the transaction. */
    public void hold() {
        db.select(SETUP_LOCK.ONLY_ROW).from(SETUP_LOCK).forUpdate().fetchOne();
    }
}
