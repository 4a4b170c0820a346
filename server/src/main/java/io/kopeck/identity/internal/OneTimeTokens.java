package io.kopeck.identity.internal;

import static io.kopeck.identity.internal.db.Tables.ONE_TIME_TOKEN;

import io.kopeck.kernel.CustomerId;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** Tokens of links in mail: random, stored as hashes, good for one use. */
@Component
public final class OneTimeTokens {

    /** What a link is for, and how long it lives. */
    public enum Purpose {
        CONFIRM(Duration.ofHours(24)),
        RESET(Duration.ofHours(1));

        private final Duration lifetime;

        Purpose(Duration lifetime) {
            this.lifetime = lifetime;
        }

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Purpose of(String wireName) {
            return valueOf(wireName.toUpperCase(Locale.ROOT));
        }
    }

    private final DSLContext db;

    OneTimeTokens(DSLContext db) {
        this.db = db;
    }

    public String issue(Purpose purpose, CustomerId customer, Instant now) {
        var token = Secrets.random();
        db.insertInto(ONE_TIME_TOKEN)
                .set(ONE_TIME_TOKEN.TOKEN_HASH, Secrets.hash(token))
                .set(ONE_TIME_TOKEN.PURPOSE, purpose.wireName())
                .set(ONE_TIME_TOKEN.CUSTOMER_ID, customer.value())
                .set(ONE_TIME_TOKEN.CREATED_AT, now)
                .set(ONE_TIME_TOKEN.EXPIRES_AT, now.plus(purpose.lifetime))
                .execute();
        return token;
    }

    public boolean isGood(Purpose purpose, String token, Instant now) {
        return db.fetchExists(ONE_TIME_TOKEN, is(purpose, token, now));
    }

    /** Uses the token up, and with it every other of the same purpose; empty when it is unknown, used or expired. */
    public Optional<CustomerId> use(Purpose purpose, String token, Instant now) {
        var customer = db.deleteFrom(ONE_TIME_TOKEN)
                .where(is(purpose, token, now))
                .returning(ONE_TIME_TOKEN.CUSTOMER_ID)
                .fetchOptional(row -> new CustomerId(row.getCustomerId()));
        customer.ifPresent(id -> revoke(purpose, id));
        return customer;
    }

    public void revoke(Purpose purpose, CustomerId customer) {
        db.deleteFrom(ONE_TIME_TOKEN)
                .where(ONE_TIME_TOKEN.CUSTOMER_ID.eq(customer.value()))
                .and(ONE_TIME_TOKEN.PURPOSE.eq(purpose.wireName()))
                .execute();
    }

    private static Condition is(Purpose purpose, String token, Instant now) {
        return ONE_TIME_TOKEN.TOKEN_HASH.eq(Secrets.hash(token))
                .and(ONE_TIME_TOKEN.PURPOSE.eq(purpose.wireName()))
                .and(ONE_TIME_TOKEN.EXPIRES_AT.gt(now));
    }
}
