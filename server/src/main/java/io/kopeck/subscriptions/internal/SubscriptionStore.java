package io.kopeck.subscriptions.internal;

import static io.kopeck.subscriptions.internal.db.Tables.SUBSCRIPTION;
import static org.jooq.impl.DSL.noCondition;

import io.kopeck.catalog.TariffId;
import io.kopeck.kernel.BillingPeriod;
import io.kopeck.kernel.Currency;
import io.kopeck.kernel.CustomerId;
import io.kopeck.kernel.Money;
import io.kopeck.kernel.ProductCode;
import io.kopeck.platform.page.Listing;
import io.kopeck.platform.page.Window;
import io.kopeck.platform.tx.Rows;
import io.kopeck.subscriptions.SubscriptionId;
import io.kopeck.subscriptions.internal.SubscriptionRow.Sold;
import io.kopeck.subscriptions.internal.core.Paid;
import io.kopeck.subscriptions.internal.core.State;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The SQL of subscriptions, and the one place that maps a {@link State} to columns and back. */
@Component
public class SubscriptionStore {

    private static final List<String> LIVE = List.of("active", "waiting", "no_auto_payment", "paused");

    private final DSLContext db;

    SubscriptionStore(DSLContext db) {
        this.db = db;
    }

    public void insert(SubscriptionRow row, Instant now) {
        var paid = row.state().paid();
        db.insertInto(SUBSCRIPTION)
                .set(SUBSCRIPTION.CUSTOMER_ID, row.customer().value())
                .set(SUBSCRIPTION.ID, row.id().value())
                .set(SUBSCRIPTION.PRODUCT, row.product().value())
                .set(SUBSCRIPTION.TARIFF_ID, row.tariff().value())
                .set(SUBSCRIPTION.TARIFF_VERSION, row.tariffVersion())
                .set(SUBSCRIPTION.PRICE_MINOR, row.price().minor())
                .set(SUBSCRIPTION.CURRENCY, row.price().currency().name())
                .set(SUBSCRIPTION.VALUE_MINOR, row.value().minor())
                .set(SUBSCRIPTION.METHOD_ID, row.method())
                .set(SUBSCRIPTION.STATE, row.state().status().wireName())
                .set(SUBSCRIPTION.TRIAL, paid.trial())
                .set(SUBSCRIPTION.TRIAL_GRANTED, row.trialGranted())
                .set(SUBSCRIPTION.ANCHOR, paid.anchor())
                .set(SUBSCRIPTION.ANCHOR_INDEX, paid.anchorIndex())
                .set(SUBSCRIPTION.PERIOD_NUMBER, paid.number())
                .set(SUBSCRIPTION.PERIOD_START, paid.period().start())
                .set(SUBSCRIPTION.PERIOD_END, paid.period().end())
                .set(SUBSCRIPTION.DUE_AT, row.dueAt())
                .set(SUBSCRIPTION.CREATED_AT, now)
                .set(SUBSCRIPTION.MODIFIED_AT, now)
                .execute();
    }

    /** Writes the row's new state over the version it was read with. */
    public void update(SubscriptionRow row, Instant now) {
        var paid = row.state().paid();
        var waiting = row.state() instanceof State.Waiting w ? w : null;
        var paused = row.state() instanceof State.Paused p ? p : null;
        var next = row.next();
        var changed = db.update(SUBSCRIPTION)
                .set(SUBSCRIPTION.TARIFF_ID, row.tariff().value())
                .set(SUBSCRIPTION.TARIFF_VERSION, row.tariffVersion())
                .set(SUBSCRIPTION.PRICE_MINOR, row.price().minor())
                .set(SUBSCRIPTION.VALUE_MINOR, row.value().minor())
                .set(SUBSCRIPTION.NEXT_TARIFF_ID, next == null ? null : next.tariff().value())
                .set(SUBSCRIPTION.NEXT_TARIFF_VERSION, next == null ? null : next.version())
                .set(SUBSCRIPTION.CHANGE_PAYMENT_ID, row.changePayment())
                .set(SUBSCRIPTION.METHOD_ID, row.method())
                .set(SUBSCRIPTION.STATE, row.state().status().wireName())
                .set(SUBSCRIPTION.TRIAL, paid.trial())
                .set(SUBSCRIPTION.ANCHOR, paid.anchor())
                .set(SUBSCRIPTION.ANCHOR_INDEX, paid.anchorIndex())
                .set(SUBSCRIPTION.PERIOD_NUMBER, paid.number())
                .set(SUBSCRIPTION.PERIOD_START, paid.period().start())
                .set(SUBSCRIPTION.PERIOD_END, paid.period().end())
                .set(SUBSCRIPTION.CHARGE_ATTEMPTS, row.chargeAttempts())
                .set(SUBSCRIPTION.LAST_CHARGE_ATTEMPT, row.lastChargeAttempt())
                .set(SUBSCRIPTION.NEXT_ATTEMPT_AT, waiting == null ? null : waiting.nextAttemptAt())
                .set(SUBSCRIPTION.WAITING_UNTIL, waiting == null ? null : waiting.until())
                .set(SUBSCRIPTION.PAUSED_AT, paused == null ? null : paused.since())
                .set(SUBSCRIPTION.PAUSED_UNTIL, paused == null ? null : paused.until())
                .set(SUBSCRIPTION.ENDED_AT, switch (row.state()) {
                    case State.Canceled(_, var at) -> at;
                    case State.Expired(_, var at) -> at;
                    case State.Active _, State.Waiting _, State.NoAutoPayment _, State.Paused _ -> null;
                })
                .set(SUBSCRIPTION.DUE_AT, row.dueAt())
                .set(SUBSCRIPTION.MODIFIED_AT, now)
                .set(SUBSCRIPTION.VERSION, SUBSCRIPTION.VERSION.plus(1))
                .where(SUBSCRIPTION.CUSTOMER_ID.eq(row.customer().value()))
                .and(SUBSCRIPTION.ID.eq(row.id().value()))
                .and(SUBSCRIPTION.VERSION.eq(row.version()))
                .execute();
        Rows.exactlyOne(changed, "subscription " + row.id());
    }

    /** Claims due subscriptions of these states, locked; rows that another node holds are passed over. */
    public List<SubscriptionRow> claimDue(Collection<String> states, Instant now, int max) {
        return db.select(SUBSCRIPTION.fields())
                .from(SUBSCRIPTION)
                .where(SUBSCRIPTION.DUE_AT.le(now))
                .and(SUBSCRIPTION.STATE.in(states))
                .orderBy(SUBSCRIPTION.DUE_AT)
                .limit(max)
                .forUpdate()
                .skipLocked()
                .fetch(SubscriptionStore::fromRow);
    }

    /** Marks claimed active subscriptions as being charged: only the outcome makes them due again. */
    public void markCharging(Collection<UUID> ids, Instant now) {
        var changed = db.update(SUBSCRIPTION)
                .setNull(SUBSCRIPTION.DUE_AT)
                .set(SUBSCRIPTION.LAST_CHARGE_ATTEMPT, now)
                .set(SUBSCRIPTION.VERSION, SUBSCRIPTION.VERSION.plus(1))
                .where(SUBSCRIPTION.ID.in(ids))
                .execute();
        if (changed != ids.size()) {
            throw new IllegalStateException(changed + " of " + ids.size() + " claimed subscriptions are there");
        }
    }

    public Optional<Instant> nextDue(Collection<String> states) {
        return db.select(SUBSCRIPTION.DUE_AT).from(SUBSCRIPTION)
                .where(SUBSCRIPTION.DUE_AT.isNotNull()).and(SUBSCRIPTION.STATE.in(states))
                .orderBy(SUBSCRIPTION.DUE_AT).limit(1).fetchOptional(SUBSCRIPTION.DUE_AT);
    }

    public Optional<SubscriptionRow> lock(CustomerId customer, UUID id) {
        return db.select(SUBSCRIPTION.fields()).from(SUBSCRIPTION)
                .where(SUBSCRIPTION.CUSTOMER_ID.eq(customer.value())).and(SUBSCRIPTION.ID.eq(id))
                .forUpdate().fetchOptional(SubscriptionStore::fromRow);
    }

    public Optional<SubscriptionRow> lockLive(CustomerId customer, ProductCode product) {
        return db.select(SUBSCRIPTION.fields()).from(SUBSCRIPTION)
                .where(SUBSCRIPTION.CUSTOMER_ID.eq(customer.value())).and(SUBSCRIPTION.PRODUCT.eq(product.value()))
                .and(SUBSCRIPTION.STATE.in(LIVE))
                .forUpdate().fetchOptional(SubscriptionStore::fromRow);
    }

    public List<SubscriptionRow> lockLiveWithMethod(CustomerId customer, UUID method) {
        return db.select(SUBSCRIPTION.fields()).from(SUBSCRIPTION)
                .where(SUBSCRIPTION.CUSTOMER_ID.eq(customer.value())).and(SUBSCRIPTION.METHOD_ID.eq(method))
                .and(SUBSCRIPTION.STATE.in(LIVE))
                .orderBy(SUBSCRIPTION.ID).forUpdate().fetch(SubscriptionStore::fromRow);
    }

    public List<SubscriptionRow> lockWaiting(CustomerId customer) {
        return db.select(SUBSCRIPTION.fields()).from(SUBSCRIPTION)
                .where(SUBSCRIPTION.CUSTOMER_ID.eq(customer.value())).and(SUBSCRIPTION.STATE.eq("waiting"))
                .orderBy(SUBSCRIPTION.ID).forUpdate().fetch(SubscriptionStore::fromRow);
    }

    public boolean hadAny(CustomerId customer, ProductCode product) {
        return db.fetchExists(SUBSCRIPTION, SUBSCRIPTION.CUSTOMER_ID.eq(customer.value())
                .and(SUBSCRIPTION.PRODUCT.eq(product.value())));
    }

    /** The live subscription to the product, else the latest ended one. */
    public Optional<SubscriptionRow> current(CustomerId customer, ProductCode product) {
        return list(SUBSCRIPTION.CUSTOMER_ID.eq(customer.value()).and(SUBSCRIPTION.PRODUCT.eq(product.value())), 1).stream()
                .findFirst();
    }

    public Optional<SubscriptionRow> find(CustomerId customer, UUID id) {
        return list(SUBSCRIPTION.CUSTOMER_ID.eq(customer.value()).and(SUBSCRIPTION.ID.eq(id)), 1).stream().findFirst();
    }

    public Optional<SubscriptionRow> findById(UUID id) {
        return list(SUBSCRIPTION.ID.eq(id), 1).stream().findFirst();
    }

    public Listing<SubscriptionRow> page(@Nullable CustomerId customer, Window window) {
        var condition = customer == null ? noCondition() : SUBSCRIPTION.CUSTOMER_ID.eq(customer.value());
        var wanted = window.after() == null ? condition : condition.and(SUBSCRIPTION.ID.lt(window.after()));
        var rows = db.select(SUBSCRIPTION.fields()).from(SUBSCRIPTION).where(wanted).orderBy(SUBSCRIPTION.ID.desc())
                .limit(window.size() + 1).offset(window.offset()).fetch(SubscriptionStore::fromRow);
        return Listing.of(rows, window, db, SUBSCRIPTION, condition);
    }

    public List<SubscriptionRow> live(CustomerId customer) {
        return list(SUBSCRIPTION.CUSTOMER_ID.eq(customer.value()).and(SUBSCRIPTION.STATE.in(LIVE)), 100);
    }

    private List<SubscriptionRow> list(Condition condition, int max) {
        return db.select(SUBSCRIPTION.fields()).from(SUBSCRIPTION).where(condition)
                .orderBy(SUBSCRIPTION.STATE.in(LIVE).desc(), SUBSCRIPTION.CREATED_AT.desc(), SUBSCRIPTION.ID.desc())
                .limit(max).fetch(SubscriptionStore::fromRow);
    }

    private static SubscriptionRow fromRow(Record row) {
        var currency = Currency.of(row.get(SUBSCRIPTION.CURRENCY)).orElseThrow();
        var paid = new Paid(
                new BillingPeriod(row.get(SUBSCRIPTION.PERIOD_START), row.get(SUBSCRIPTION.PERIOD_END)),
                row.get(SUBSCRIPTION.PERIOD_NUMBER), row.get(SUBSCRIPTION.ANCHOR), row.get(SUBSCRIPTION.ANCHOR_INDEX),
                row.get(SUBSCRIPTION.TRIAL));
        return new SubscriptionRow(
                new CustomerId(row.get(SUBSCRIPTION.CUSTOMER_ID)), new SubscriptionId(row.get(SUBSCRIPTION.ID)),
                new ProductCode(row.get(SUBSCRIPTION.PRODUCT)), new TariffId(row.get(SUBSCRIPTION.TARIFF_ID)),
                row.get(SUBSCRIPTION.TARIFF_VERSION), new Money(row.get(SUBSCRIPTION.PRICE_MINOR), currency),
                new Money(row.get(SUBSCRIPTION.VALUE_MINOR), currency), next(row), row.get(SUBSCRIPTION.CHANGE_PAYMENT_ID),
                row.get(SUBSCRIPTION.METHOD_ID), state(row, paid), row.get(SUBSCRIPTION.TRIAL_GRANTED),
                row.get(SUBSCRIPTION.CHARGE_ATTEMPTS), row.get(SUBSCRIPTION.LAST_CHARGE_ATTEMPT), row.get(SUBSCRIPTION.DUE_AT), row.get(SUBSCRIPTION.CREATED_AT),
                row.get(SUBSCRIPTION.MODIFIED_AT), row.get(SUBSCRIPTION.VERSION));
    }

    private static @Nullable Sold next(Record row) {
        var tariff = row.get(SUBSCRIPTION.NEXT_TARIFF_ID);
        return tariff == null ? null : new Sold(new TariffId(tariff), row.get(SUBSCRIPTION.NEXT_TARIFF_VERSION));
    }

    private static State state(Record row, Paid paid) {
        return switch (row.get(SUBSCRIPTION.STATE)) {
            case "active" -> new State.Active(paid);
            case "waiting" -> new State.Waiting(paid, row.get(SUBSCRIPTION.CHARGE_ATTEMPTS),
                    row.get(SUBSCRIPTION.NEXT_ATTEMPT_AT), row.get(SUBSCRIPTION.WAITING_UNTIL));
            case "no_auto_payment" -> new State.NoAutoPayment(paid);
            case "paused" -> new State.Paused(paid, row.get(SUBSCRIPTION.PAUSED_AT), row.get(SUBSCRIPTION.PAUSED_UNTIL));
            case "canceled" -> new State.Canceled(paid, row.get(SUBSCRIPTION.ENDED_AT));
            case "expired" -> new State.Expired(paid, row.get(SUBSCRIPTION.ENDED_AT));
            case String unknown -> throw new IllegalStateException("unknown state " + unknown);
        };
    }
}
