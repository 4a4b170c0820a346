package io.kopeck.subscriptions.internal;

import static io.kopeck.subscriptions.internal.db.Tables.CREDIT;
import static io.kopeck.subscriptions.internal.db.Tables.CREDIT_ENTRY;
import static org.jooq.impl.DSL.row;

import io.kopeck.kernel.Currency;
import io.kopeck.kernel.CustomerId;
import io.kopeck.kernel.Money;
import io.kopeck.kernel.ProductCode;
import io.kopeck.platform.time.Ids;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/**
 * Credit that customers keep at a product: what a change of tariff gave back, less what charges have used. Each entry is
 * written once for its subscription, period and reason, together with the balance.
 */
@Component
public class Credits {

    private final DSLContext db;
    private final Ids ids;

    Credits(DSLContext db, Ids ids) {
        this.db = db;
        this.ids = ids;
    }

    public Money balance(CustomerId customer, ProductCode product, Currency currency) {
        return db.select(CREDIT.BALANCE_MINOR)
                .from(CREDIT)
                .where(CREDIT.CUSTOMER_ID.eq(customer.value()))
                .and(CREDIT.PRODUCT.eq(product.value()))
                .and(CREDIT.CURRENCY.eq(currency.name()))
                .fetchOptional(found -> new Money(found.value1(), currency))
                .orElse(Money.zero(currency));
    }

    /** The balances of many subscriptions' customers, by subscription; those without credit are missing. */
    Map<UUID, Money> balances(Collection<SubscriptionRow> rows) {
        var keys = rows.stream().map(r -> row(r.customer().value(), r.product().value(), r.price().currency().name())).toList();
        var found = db.select(CREDIT.CUSTOMER_ID, CREDIT.PRODUCT, CREDIT.CURRENCY, CREDIT.BALANCE_MINOR)
                .from(CREDIT)
                .where(row(CREDIT.CUSTOMER_ID, CREDIT.PRODUCT, CREDIT.CURRENCY).in(keys))
                .and(CREDIT.BALANCE_MINOR.gt(0L))
                .fetchMap(r -> row(r.value1(), r.value2(), r.value3()).toString(), r -> r.value4());
        return rows.stream()
                .filter(r -> found.containsKey(key(r)))
                .collect(Collectors.toMap(r -> r.id().value(), r -> new Money(found.get(key(r)), r.price().currency())));
    }

    private static String key(SubscriptionRow r) {
        return row(r.customer().value(), r.product().value(), r.price().currency().name()).toString();
    }

    /** How much credit the charge of a period used. */
    Money used(SubscriptionRow subscription, int period) {
        return entered(subscription, period, Reason.CHARGE);
    }

    /** How much of that was given back. */
    Money returned(SubscriptionRow subscription, int period) {
        return entered(subscription, period, Reason.RETURNED);
    }

    private Money entered(SubscriptionRow subscription, int period, Reason reason) {
        var minor = db.select(CREDIT_ENTRY.AMOUNT_MINOR)
                .from(CREDIT_ENTRY)
                .where(CREDIT_ENTRY.CUSTOMER_ID.eq(subscription.customer().value()))
                .and(CREDIT_ENTRY.SUBSCRIPTION_ID.eq(subscription.id().value()))
                .and(CREDIT_ENTRY.PERIOD_NUMBER.eq(period))
                .and(CREDIT_ENTRY.REASON.eq(reason.wireName()))
                .fetchOptional(CREDIT_ENTRY.AMOUNT_MINOR)
                .orElse(0L);
        return new Money(Math.abs(minor), subscription.price().currency());
    }

    /**
     * Adds or takes credit. Nothing happens for a zero amount. Needs the transaction, with the customer's lock or that of the
     * subscription, in which the period is given.
     *
     * @throws org.springframework.dao.DataIntegrityViolationException when there is not so much, or it was done before
     */
    void enter(SubscriptionRow subscription, int period, Reason reason, Money amount, Instant now) {
        if (amount.isZero()) {
            return;
        }
        long signed = reason == Reason.CHARGE ? -amount.minor() : amount.minor();
        var currency = amount.currency().name();
        db.insertInto(CREDIT, CREDIT.CUSTOMER_ID, CREDIT.PRODUCT, CREDIT.CURRENCY, CREDIT.BALANCE_MINOR)
                .values(subscription.customer().value(), subscription.product().value(), currency, 0L)
                .onConflictDoNothing()
                .execute();
        db.update(CREDIT)
                .set(CREDIT.BALANCE_MINOR, CREDIT.BALANCE_MINOR.plus(signed))
                .where(CREDIT.CUSTOMER_ID.eq(subscription.customer().value()))
                .and(CREDIT.PRODUCT.eq(subscription.product().value()))
                .and(CREDIT.CURRENCY.eq(currency))
                .execute();
        db.insertInto(CREDIT_ENTRY)
                .set(CREDIT_ENTRY.CUSTOMER_ID, subscription.customer().value())
                .set(CREDIT_ENTRY.ID, ids.next())
                .set(CREDIT_ENTRY.PRODUCT, subscription.product().value())
                .set(CREDIT_ENTRY.CURRENCY, currency)
                .set(CREDIT_ENTRY.AMOUNT_MINOR, signed)
                .set(CREDIT_ENTRY.REASON, reason.wireName())
                .set(CREDIT_ENTRY.SUBSCRIPTION_ID, subscription.id().value())
                .set(CREDIT_ENTRY.PERIOD_NUMBER, period)
                .set(CREDIT_ENTRY.OCCURRED_AT, now)
                .execute();
    }

    /** Why credit changed. */
    enum Reason {
        /** The unused share of the period before this one. */
        UNUSED,
        /** A part of this period's price. */
        CHARGE,
        /** What this period's price had used, given back by a cancellation. */
        RETURNED;

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
