package io.kopeck.subscriptions.internal;

import static io.kopeck.subscriptions.internal.db.Tables.PROMO_COUNT;
import static io.kopeck.subscriptions.internal.db.Tables.PROMO_USE;

import io.kopeck.catalog.PromoCode;
import io.kopeck.kernel.Currency;
import io.kopeck.kernel.CustomerId;
import io.kopeck.kernel.Money;
import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Who uses which promo code, exactly as often as it allows: in all by a count that the database bounds, and per customer by
 * numbered slots of which each is taken once.
 */
@Component
public class Promos {

    private final DSLContext db;

    Promos(DSLContext db) {
        this.db = db;
    }

    /**
     * Takes a use of the code for a subscription that is about to begin. Needs the transaction, with the customer's lock, that
     * begins it.
     *
     * @return false, with nothing written, when the code or the customer has no use left
     */
    public boolean hold(CustomerId customer, UUID subscription, PromoCode code, Money discount, Instant now) {
        var taken = new HashSet<>(db.select(PROMO_USE.SLOT)
                .from(PROMO_USE)
                .where(PROMO_USE.CUSTOMER_ID.eq(customer.value()))
                .and(PROMO_USE.CODE.eq(code.code()))
                .and(PROMO_USE.STATE.ne(State.RELEASED.wireName()))
                .fetch(PROMO_USE.SLOT));
        var slot = IntStream.rangeClosed(1, code.perCustomer()).filter(number -> !taken.contains(number)).findFirst();
        if (slot.isEmpty() || !count(code)) {
            return false;
        }
        db.insertInto(PROMO_USE)
                .set(PROMO_USE.CUSTOMER_ID, customer.value())
                .set(PROMO_USE.SUBSCRIPTION_ID, subscription)
                .set(PROMO_USE.CODE, code.code())
                .set(PROMO_USE.SLOT, slot.getAsInt())
                .set(PROMO_USE.DISCOUNT_MINOR, discount.minor())
                .set(PROMO_USE.STATE, State.HELD.wireName())
                .set(PROMO_USE.CREATED_AT, now)
                .set(PROMO_USE.MODIFIED_AT, now)
                .execute();
        return true;
    }

    /** Waits for whoever is counting the same code; what they then see is the newest count. */
    private boolean count(PromoCode code) {
        db.insertInto(PROMO_COUNT, PROMO_COUNT.CODE, PROMO_COUNT.USES_MAX, PROMO_COUNT.USED)
                .values(code.code(), code.usesMax(), 0)
                .onConflictDoNothing()
                .execute();
        var room = code.usesMax() == null ? PROMO_COUNT.USED.ge(0) : PROMO_COUNT.USED.lt(code.usesMax());
        return db.update(PROMO_COUNT)
                .set(PROMO_COUNT.USED, PROMO_COUNT.USED.plus(1))
                .set(PROMO_COUNT.USES_MAX, code.usesMax())
                .where(PROMO_COUNT.CODE.eq(code.code()))
                .and(room)
                .execute() == 1;
    }

    /** By how much the subscription's first payment was lowered. */
    Money discount(CustomerId customer, UUID subscription, Currency currency) {
        return db.select(PROMO_USE.DISCOUNT_MINOR)
                .from(PROMO_USE)
                .where(PROMO_USE.CUSTOMER_ID.eq(customer.value()))
                .and(PROMO_USE.SUBSCRIPTION_ID.eq(subscription))
                .and(PROMO_USE.STATE.ne(State.RELEASED.wireName()))
                .fetchOptional(row -> new Money(row.value1(), currency))
                .orElse(Money.zero(currency));
    }

    /** The subscription has begun: the use is final. Does nothing where there was no code. */
    public void use(CustomerId customer, UUID subscription, Instant now) {
        move(customer, subscription, State.USED, now);
    }

    /** The payment came to nothing: the use is free for another time. Does nothing where there was no code. */
    void release(CustomerId customer, UUID subscription, Instant now) {
        var released = move(customer, subscription, State.RELEASED, now);
        if (released != null) {
            db.update(PROMO_COUNT)
                    .set(PROMO_COUNT.USED, PROMO_COUNT.USED.minus(1))
                    .where(PROMO_COUNT.CODE.eq(released))
                    .execute();
        }
    }

    private @Nullable String move(CustomerId customer, UUID subscription, State to, Instant now) {
        return db.update(PROMO_USE)
                .set(PROMO_USE.STATE, to.wireName())
                .set(PROMO_USE.MODIFIED_AT, now)
                .where(PROMO_USE.CUSTOMER_ID.eq(customer.value()))
                .and(PROMO_USE.SUBSCRIPTION_ID.eq(subscription))
                .and(PROMO_USE.STATE.eq(State.HELD.wireName()))
                .returning(PROMO_USE.CODE)
                .fetchOne(PROMO_USE.CODE);
    }

    private enum State {
        HELD,
        USED,
        RELEASED;

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
