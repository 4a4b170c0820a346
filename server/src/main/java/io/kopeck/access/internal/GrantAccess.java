package io.kopeck.access.internal;

import io.kopeck.access.AccessEvent;
import io.kopeck.catalog.Catalog;
import io.kopeck.catalog.GrantSpec;
import io.kopeck.kernel.CustomerId;
import io.kopeck.kernel.ProductCode;
import io.kopeck.platform.events.Event;
import io.kopeck.platform.events.EventConsumer;
import io.kopeck.platform.events.EventLog;
import io.kopeck.platform.events.RecordedEvent;
import io.kopeck.platform.jobs.Jobs;
import io.kopeck.subscriptions.SubscriptionEvent;
import io.kopeck.subscriptions.SubscriptionView;
import io.kopeck.subscriptions.Subscriptions;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Follows the subscriptions' events: what access should be is read from the subscription as it is now, so replays and
 * late events lead to the same. A role is given at once; an external one becomes due work.
 */
@Component
class GrantAccess implements EventConsumer {

    private static final Logger log = LoggerFactory.getLogger(GrantAccess.class);

    private final Subscriptions subscriptions;
    private final Catalog catalog;
    private final GrantStore grants;
    private final AuthService authService;
    private final EventLog events;
    private final Jobs jobs;

    GrantAccess(
            Subscriptions subscriptions, Catalog catalog, GrantStore grants, AuthService authService, EventLog events, Jobs jobs) {
        this.subscriptions = subscriptions;
        this.catalog = catalog;
        this.grants = grants;
        this.authService = authService;
        this.events = events;
        this.jobs = jobs;
    }

    @Override
    public String name() {
        return "grant-access";
    }

    @Override
    @SuppressWarnings("unchecked")
    public Set<Class<? extends Event>> types() {
        return Arrays.stream(SubscriptionEvent.class.getPermittedSubclasses())
                .map(type -> (Class<? extends Event>) type)
                .collect(Collectors.toSet());
    }

    @Override
    public void consume(RecordedEvent recorded, Instant now) {
        var event = (SubscriptionEvent) recorded.event();
        var product = catalog.product(new ProductCode(event.product())).orElseThrow();
        boolean desired = subscriptions.current(event.customer(), product.code()).map(SubscriptionView::access).orElse(false);
        for (var spec : product.grants()) {
            if (spec.kind() == GrantSpec.Kind.ROLE || authService.isConfigured()) {
                follow(event.customer(), product.code(), spec, desired, now);
            }
        }
    }

    private void follow(CustomerId customer, ProductCode product, GrantSpec spec, boolean desired, Instant now) {
        var row = grants.lock(customer, product, spec, now);
        if (row.desired() == desired) {
            return;
        }
        switch (spec.kind()) {
            case ROLE -> {
                grants.update(row.key(), desired, desired, 0, null, now);
                events.append(now, change(customer, row.key(), desired));
                log.info("event=grant_changed customer={} product={} role={} given={}", customer, product, spec.name(), desired);
            }
            case EXTERNAL_ROLE -> {
                grants.update(row.key(), desired, row.actual(), 0, desired == row.actual() ? null : now, now);
                jobs.wakeAfterCommit(GrantJob.NAME);
            }
        }
    }

    static AccessEvent change(CustomerId customer, GrantStore.GrantKey key, boolean given) {
        return given
                ? new AccessEvent.GrantGiven(customer, key.product(), key.kind(), key.name())
                : new AccessEvent.GrantTaken(customer, key.product(), key.kind(), key.name());
    }
}
