package io.kopeck.audit;

import static io.kopeck.audit.internal.db.Tables.ENTRY;

import io.kopeck.platform.tx.Transactions;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Appends and reads audit entries; they are never changed or deleted (the database refuses both). */
@Component
public final class AuditLog {

    private static final int PAGE_MAX = 100;

    private final DSLContext db;
    private final JsonMapper json;

    AuditLog(DSLContext db, JsonMapper json) {
        this.db = db;
        this.json = json;
    }

    /** Writes the entry in the caller's transaction, so that the deed and its record stand or fall together. */
    public void record(AuditEntry entry) {
        if (!Transactions.isActive()) {
            throw new IllegalStateException("an audit entry is written in the transaction of its deed");
        }
        db.insertInto(ENTRY)
                .set(ENTRY.OCCURRED_AT, entry.occurredAt())
                .set(ENTRY.ACTOR, entry.actor())
                .set(ENTRY.ACTION, entry.action())
                .set(ENTRY.SUBJECT_KIND, entry.subjectKind())
                .set(ENTRY.SUBJECT_ID, entry.subjectId())
                .set(ENTRY.REASON, entry.reason())
                .set(ENTRY.DETAILS, JSONB.valueOf(json.writeValueAsString(entry.details())))
                .execute();
    }

    /** The newest entries about one thing, newest first, at most {@value #PAGE_MAX}. */
    public List<AuditEntry> about(String subjectKind, UUID subjectId) {
        return db.select(ENTRY.OCCURRED_AT, ENTRY.ACTOR, ENTRY.ACTION, ENTRY.SUBJECT_KIND, ENTRY.SUBJECT_ID, ENTRY.REASON, ENTRY.DETAILS)
                .from(ENTRY)
                .where(ENTRY.SUBJECT_KIND.eq(subjectKind))
                .and(ENTRY.SUBJECT_ID.eq(subjectId))
                .orderBy(ENTRY.ID.desc())
                .limit(PAGE_MAX)
                .fetch(row -> new AuditEntry(
                        row.value1(), row.value2(), row.value3(), row.value4(), row.value5(), row.value6(),
                        json.readValue(row.value7().data(), new TypeReference<>() {})));
    }
}
