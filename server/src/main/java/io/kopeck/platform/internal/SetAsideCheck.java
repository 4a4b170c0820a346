package io.kopeck.platform.internal;

import static io.kopeck.platform.internal.db.Tables.EVENT_SET_ASIDE;

import io.kopeck.platform.verify.BookCheck;
import java.util.List;
import org.jooq.DSLContext;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** An event that was set aside left a consumer behind: access or a message may be missing. */
@Component
@Order(900)
final class SetAsideCheck implements BookCheck {

    private final DSLContext db;

    SetAsideCheck(DSLContext db) {
        this.db = db;
    }

    @Override
    public String name() {
        return "no event is set aside";
    }

    @Override
    public boolean isWarning() {
        return true;
    }

    @Override
    public List<String> findings(int max) {
        return db.select(EVENT_SET_ASIDE.CONSUMER, EVENT_SET_ASIDE.SEQUENCE, EVENT_SET_ASIDE.CAUSE)
                .from(EVENT_SET_ASIDE)
                .orderBy(EVENT_SET_ASIDE.SEQUENCE)
                .limit(max)
                .fetch(row -> "event " + row.value2() + " for " + row.value1() + ": " + row.value3());
    }
}
