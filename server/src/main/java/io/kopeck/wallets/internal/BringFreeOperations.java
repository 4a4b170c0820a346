package io.kopeck.wallets.internal;

import io.kopeck.catalog.Catalog;
import io.kopeck.kernel.CustomerId;
import io.kopeck.kernel.ProductCode;
import io.kopeck.platform.events.Event;
import io.kopeck.platform.events.EventConsumer;
import io.kopeck.platform.events.RecordedEvent;
import io.kopeck.subscriptions.SubscriptionEvent.SubscriptionCanceled;
import io.kopeck.subscriptions.SubscriptionEvent.SubscriptionExpired;
import io.kopeck.subscriptions.SubscriptionEvent.SubscriptionRenewed;
import io.kopeck.subscriptions.SubscriptionEvent.SubscriptionStarted;
import io.kopeck.subscriptions.SubscriptionEvent.SubscriptionWaiting;
import io.kopeck.subscriptions.SubscriptionEvent.TariffChanged;
import io.kopeck.subscriptions.SubscriptionId;
import io.kopeck.subscriptions.Subscriptions;
import io.kopeck.wallets.WalletView;
import io.kopeck.wallets.internal.core.FreeLeft;
import java.time.Instant;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Follows the subscriptions' events: each period brings the free operations of its tariff, once. What is left of them when it
 * ends stays or is lost, as the tariff says; of a subscription that was returned nothing stays.
 */
@Component
class BringFreeOperations implements EventConsumer {

    private static final Logger log = LoggerFactory.getLogger(BringFreeOperations.class);

    private final Subscriptions subscriptions;
    private final WalletDesk wallets;
    private final QuotaStore store;
    private final Catalog catalog;

    BringFreeOperations(Subscriptions subscriptions, WalletDesk wallets, QuotaStore store, Catalog catalog) {
        this.subscriptions = subscriptions;
        this.wallets = wallets;
        this.store = store;
        this.catalog = catalog;
    }

    @Override
    public String name() {
        return "bring-free-operations";
    }

    @Override
    public Set<Class<? extends Event>> types() {
        return Set.of(
                SubscriptionStarted.class, SubscriptionRenewed.class, TariffChanged.class, SubscriptionWaiting.class, SubscriptionCanceled.class,
                SubscriptionExpired.class);
    }

    @Override
    public void consume(RecordedEvent recorded, Instant now) {
        switch (recorded.event()) {
            case SubscriptionStarted started -> begin(started.customer(), started.subscription(), started.product(), started.periodEnd(), now);
            case SubscriptionRenewed renewed -> begin(renewed.customer(), renewed.subscription(), renewed.product(), renewed.periodEnd(), now);
            case TariffChanged changed -> begin(changed.customer(), changed.subscription(), changed.product(), changed.periodEnd(), now);
            case SubscriptionWaiting waiting when !waiting.access() -> end(waiting.customer(), waiting.product(), true, now);
            case SubscriptionCanceled canceled when !canceled.access() -> end(canceled.customer(), canceled.product(), !canceled.refunded(), now);
            case SubscriptionExpired expired -> end(expired.customer(), expired.product(), true, now);
            default -> { }
        }
    }

    private void begin(CustomerId customer, SubscriptionId id, String code, Instant periodEnd, Instant now) {
        var product = catalog.product(new ProductCode(code)).filter(sold -> sold.wallet() != null);
        var brought = subscriptions.find(id).map(subscription -> subscription.tariff().freeOperations());
        if (product.isEmpty() || (brought.isEmpty() && wallets.find(customer, product.get().code()).isEmpty())) {
            return;
        }
        var wallet = wallets.open(customer, product.get());
        var left = ended(wallet, true);
        if (brought.isEmpty()) {
            store.update(wallet, left, now);
            return;
        }
        var free = brought.get();
        if (store.insert(wallet, id.value(), periodEnd, free.count(), free.carryOver(), now)) {
            store.update(wallet, left.begin(free.count()), now);
            log.info("event=free_operations_brought wallet={} subscription={} count={}", wallet.id(), id, free.count());
        }
    }

    private void end(CustomerId customer, String product, boolean mayStay, Instant now) {
        wallets.find(customer, new ProductCode(product)).ifPresent(wallet -> store.update(wallet, ended(wallet, mayStay), now));
    }

    private FreeLeft ended(WalletView wallet, boolean mayStay) {
        var free = store.lock(wallet);
        return store.lastCarriesOver(wallet).map(carryOver -> free.end(carryOver && mayStay)).orElse(free);
    }
}
