package io.kopeck.identity.internal;

import static io.kopeck.identity.internal.db.Tables.EMAIL_OWNER;
import static io.kopeck.identity.internal.db.Tables.EXTERNAL_SUBJECT;
import static io.kopeck.identity.internal.db.Tables.PARTY;
import static io.kopeck.identity.internal.db.Tables.USER_ACCOUNT;
import static io.kopeck.identity.internal.db.Tables.USER_ROLE;

import io.kopeck.identity.EmailAddress;
import io.kopeck.identity.Language;
import io.kopeck.identity.Page;
import io.kopeck.identity.User;
import io.kopeck.kernel.CustomerId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record6;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The SQL of parties, users and external subjects. */
@Component
public final class UserStore {

    private static final Field<String[]> ROLES = DSL.field(DSL.select(DSL.arrayAgg(USER_ROLE.ROLE))
            .from(USER_ROLE)
            .where(USER_ROLE.CUSTOMER_ID.eq(USER_ACCOUNT.CUSTOMER_ID)));

    private final DSLContext db;

    UserStore(DSLContext db) {
        this.db = db;
    }

    /** What a log-in checks. */
    public record Credentials(CustomerId customer, @Nullable String passwordHash) {

        @Override
        public String toString() {
            return "Credentials[" + customer + "]";
        }
    }

    public void insertParty(CustomerId customer, String kind, @Nullable String name, Instant now) {
        db.insertInto(PARTY)
                .set(PARTY.CUSTOMER_ID, customer.value())
                .set(PARTY.KIND, kind)
                .set(PARTY.NAME, name)
                .set(PARTY.CREATED_AT, now)
                .execute();
    }

    /** Inserts a user of a party; {@code email} is where we write to, which gives no right to log in with it. */
    public void insertUser(CustomerId customer, @Nullable String email, @Nullable String passwordHash, Language language,
            @Nullable Instant confirmedAt, Instant now) {
        db.insertInto(USER_ACCOUNT)
                .set(USER_ACCOUNT.CUSTOMER_ID, customer.value())
                .set(USER_ACCOUNT.EMAIL, email)
                .set(USER_ACCOUNT.PASSWORD_HASH, passwordHash)
                .set(USER_ACCOUNT.LANGUAGE, language.wireName())
                .set(USER_ACCOUNT.CONFIRMED_AT, confirmedAt)
                .set(USER_ACCOUNT.CREATED_AT, now)
                .execute();
    }

    /** Lets the user log in with the address. Fails with a duplicate key when somebody else does. */
    public void claimEmail(EmailAddress email, CustomerId customer) {
        db.insertInto(EMAIL_OWNER)
                .set(EMAIL_OWNER.EMAIL, email.value())
                .set(EMAIL_OWNER.CUSTOMER_ID, customer.value())
                .execute();
    }

    public Optional<CustomerId> ownerOf(String email) {
        return db.select(EMAIL_OWNER.CUSTOMER_ID)
                .from(EMAIL_OWNER)
                .where(EMAIL_OWNER.EMAIL.eq(email))
                .fetchOptional(row -> new CustomerId(row.value1()));
    }

    public Optional<Credentials> credentials(EmailAddress email) {
        return db.select(USER_ACCOUNT.CUSTOMER_ID, USER_ACCOUNT.PASSWORD_HASH)
                .from(EMAIL_OWNER)
                .join(USER_ACCOUNT).on(USER_ACCOUNT.CUSTOMER_ID.eq(EMAIL_OWNER.CUSTOMER_ID))
                .where(EMAIL_OWNER.EMAIL.eq(email.value()))
                .fetchOptional(row -> new Credentials(new CustomerId(row.value1()), row.value2()));
    }

    public Optional<Credentials> credentials(CustomerId customer) {
        return db.select(USER_ACCOUNT.CUSTOMER_ID, USER_ACCOUNT.PASSWORD_HASH)
                .from(USER_ACCOUNT)
                .where(USER_ACCOUNT.CUSTOMER_ID.eq(customer.value()))
                .fetchOptional(row -> new Credentials(new CustomerId(row.value1()), row.value2()));
    }

    /** Locks the user against a change of password; false when the hash is no longer the one that was verified. */
    public boolean lockIfPasswordIs(Credentials verified) {
        return db.select(USER_ACCOUNT.CUSTOMER_ID)
                .from(USER_ACCOUNT)
                .where(USER_ACCOUNT.CUSTOMER_ID.eq(verified.customer().value()))
                .and(USER_ACCOUNT.PASSWORD_HASH.eq(verified.passwordHash()))
                .forUpdate()
                .fetchOptional()
                .isPresent();
    }

    public void setPassword(CustomerId customer, String passwordHash) {
        db.update(USER_ACCOUNT)
                .set(USER_ACCOUNT.PASSWORD_HASH, passwordHash)
                .where(USER_ACCOUNT.CUSTOMER_ID.eq(customer.value()))
                .execute();
    }

    /** Marks the user's address as confirmed, keeping the first time it was. */
    public void confirm(CustomerId customer, Instant now) {
        db.update(USER_ACCOUNT)
                .set(USER_ACCOUNT.CONFIRMED_AT, now)
                .where(USER_ACCOUNT.CUSTOMER_ID.eq(customer.value()))
                .and(USER_ACCOUNT.CONFIRMED_AT.isNull())
                .execute();
    }

    /** Takes over what an external issuer says now. */
    public void updateExternal(CustomerId customer, @Nullable String email, boolean confirmed, Instant now) {
        db.update(USER_ACCOUNT)
                .set(USER_ACCOUNT.EMAIL, email)
                .set(USER_ACCOUNT.CONFIRMED_AT, confirmed ? now : null)
                .where(USER_ACCOUNT.CUSTOMER_ID.eq(customer.value()))
                .execute();
    }

    public boolean exists(CustomerId customer) {
        return db.fetchExists(USER_ACCOUNT, USER_ACCOUNT.CUSTOMER_ID.eq(customer.value()));
    }

    public boolean partyExists(CustomerId customer) {
        return db.fetchExists(PARTY, PARTY.CUSTOMER_ID.eq(customer.value()));
    }

    public Optional<User> find(CustomerId customer) {
        return selectUsers(USER_ACCOUNT.CUSTOMER_ID.eq(customer.value()), 0, 1).stream().findFirst();
    }

    /** Users by a part of their address, or by their id; newest first. */
    public Page<User> search(String text, int offset, int limit) {
        var condition = text.isEmpty() ? DSL.noCondition() : USER_ACCOUNT.EMAIL.contains(text).or(idIs(text));
        var counted = db.select(DSL.count())
                .from(DSL.select(DSL.one().as("one")).from(USER_ACCOUNT).where(condition).limit(Page.COUNT_MAX))
                .fetchOne(0, int.class);
        return new Page<>(selectUsers(condition, offset, limit), counted == null ? 0 : counted);
    }

    private List<User> selectUsers(Condition condition, int offset, int limit) {
        return db.select(USER_ACCOUNT.CUSTOMER_ID, USER_ACCOUNT.EMAIL, USER_ACCOUNT.CONFIRMED_AT, USER_ACCOUNT.LANGUAGE,
                        USER_ACCOUNT.CREATED_AT, ROLES)
                .from(USER_ACCOUNT)
                .where(condition)
                .orderBy(USER_ACCOUNT.CUSTOMER_ID.desc())
                .offset(offset)
                .limit(limit)
                .fetch(UserStore::fromRow);
    }

    private static User fromRow(Record6<UUID, String, Instant, String, Instant, String[]> row) {
        var roles = row.value6() == null ? Set.<String>of() : new TreeSet<>(Set.of(row.value6()));
        return new User(new CustomerId(row.value1()), row.value2(), row.value3() != null, Language.of(row.value4()), roles, row.value5());
    }

    private static Condition idIs(String text) {
        try {
            return USER_ACCOUNT.CUSTOMER_ID.eq(UUID.fromString(text));
        } catch (IllegalArgumentException _) {
            return DSL.falseCondition();
        }
    }

    public Optional<CustomerId> customerOf(String issuer, String subject) {
        return db.select(EXTERNAL_SUBJECT.CUSTOMER_ID)
                .from(EXTERNAL_SUBJECT)
                .where(EXTERNAL_SUBJECT.ISSUER.eq(issuer))
                .and(EXTERNAL_SUBJECT.SUBJECT.eq(subject))
                .fetchOptional(row -> new CustomerId(row.value1()));
    }

    public Optional<String> subjectOf(CustomerId customer, String issuer) {
        return db.select(EXTERNAL_SUBJECT.SUBJECT)
                .from(EXTERNAL_SUBJECT)
                .where(EXTERNAL_SUBJECT.CUSTOMER_ID.eq(customer.value()))
                .and(EXTERNAL_SUBJECT.ISSUER.eq(issuer))
                .orderBy(EXTERNAL_SUBJECT.CREATED_AT.desc())
                .limit(1)
                .fetchOptional(EXTERNAL_SUBJECT.SUBJECT);
    }

    /** Ties the subject to the customer; false when it is tied already. Its party may be inserted later in the transaction. */
    public boolean tie(String issuer, String subject, CustomerId customer, Instant now) {
        return db.insertInto(EXTERNAL_SUBJECT)
                .set(EXTERNAL_SUBJECT.ISSUER, issuer)
                .set(EXTERNAL_SUBJECT.SUBJECT, subject)
                .set(EXTERNAL_SUBJECT.CUSTOMER_ID, customer.value())
                .set(EXTERNAL_SUBJECT.CREATED_AT, now)
                .onConflictDoNothing()
                .execute() == 1;
    }
}
