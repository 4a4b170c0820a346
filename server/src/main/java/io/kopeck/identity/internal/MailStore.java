package io.kopeck.identity.internal;

import static io.kopeck.identity.internal.db.Tables.OUTGOING_MAIL;

import io.kopeck.identity.EmailAddress;
import io.kopeck.identity.Language;
import io.kopeck.identity.internal.OneTimeTokens.Purpose;
import io.kopeck.platform.jobs.Jobs;
import io.kopeck.platform.time.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.springframework.stereotype.Component;

/** Mail that is due. It is stored in the transaction that causes it and sent by {@link SendMailJob}. */
@Component
public final class MailStore {

    private final DSLContext db;
    private final Ids ids;
    private final Jobs jobs;

    MailStore(DSLContext db, Ids ids, Jobs jobs) {
        this.db = db;
        this.ids = ids;
        this.jobs = jobs;
    }

    /** One mail to send; {@code tries} counts this one too. */
    record Due(UUID id, Purpose purpose, EmailAddress recipient, Language language, int tries) {}

    public void add(Purpose purpose, EmailAddress recipient, Language language, Instant now) {
        db.insertInto(OUTGOING_MAIL)
                .set(OUTGOING_MAIL.ID, ids.next())
                .set(OUTGOING_MAIL.KIND, purpose.wireName())
                .set(OUTGOING_MAIL.RECIPIENT, recipient.value())
                .set(OUTGOING_MAIL.LANGUAGE, language.wireName())
                .set(OUTGOING_MAIL.STATE, "due")
                .set(OUTGOING_MAIL.NEXT_TRY_AT, now)
                .set(OUTGOING_MAIL.CREATED_AT, now)
                .execute();
        jobs.wakeAfterCommit(SendMailJob.NAME);
    }

    /** Takes due mail for as long as the lease: a node that dies on it gives it back so. */
    List<Due> claim(int max, Instant now, Duration lease) {
        var ids = db.select(OUTGOING_MAIL.ID)
                .from(OUTGOING_MAIL)
                .where(OUTGOING_MAIL.STATE.eq("due"))
                .and(OUTGOING_MAIL.NEXT_TRY_AT.le(now))
                .orderBy(OUTGOING_MAIL.NEXT_TRY_AT)
                .limit(max)
                .forUpdate()
                .skipLocked()
                .fetch(OUTGOING_MAIL.ID);
        if (ids.isEmpty()) {
            return List.of();
        }
        return db.update(OUTGOING_MAIL)
                .set(OUTGOING_MAIL.TRIES, OUTGOING_MAIL.TRIES.plus(1))
                .set(OUTGOING_MAIL.NEXT_TRY_AT, now.plus(lease))
                .where(OUTGOING_MAIL.ID.in(ids))
                .returning(OUTGOING_MAIL.ID, OUTGOING_MAIL.KIND, OUTGOING_MAIL.RECIPIENT, OUTGOING_MAIL.LANGUAGE, OUTGOING_MAIL.TRIES)
                .fetch(row -> new Due(row.getId(), Purpose.of(row.getKind()), new EmailAddress(row.getRecipient()),
                        Language.of(row.getLanguage()), row.getTries()));
    }

    /** Ends the mail as sent, dropped or failed. */
    void end(UUID id, String state, Instant now) {
        db.update(OUTGOING_MAIL)
                .set(OUTGOING_MAIL.STATE, state)
                .set(OUTGOING_MAIL.ENDED_AT, now)
                .where(OUTGOING_MAIL.ID.eq(id))
                .and(OUTGOING_MAIL.STATE.eq("due"))
                .execute();
    }

    void tryAgain(UUID id, Instant at) {
        db.update(OUTGOING_MAIL)
                .set(OUTGOING_MAIL.NEXT_TRY_AT, at)
                .where(OUTGOING_MAIL.ID.eq(id))
                .and(OUTGOING_MAIL.STATE.eq("due"))
                .execute();
    }

    Optional<Instant> nextDue() {
        return db.select(DSL.min(OUTGOING_MAIL.NEXT_TRY_AT))
                .from(OUTGOING_MAIL)
                .where(OUTGOING_MAIL.STATE.eq("due"))
                .fetchOptional(row -> row.value1());
    }
}
