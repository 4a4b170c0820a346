package io.kopeck.access;

import io.kopeck.catalog.Catalog;
import io.kopeck.catalog.GrantSpec;
import io.kopeck.identity.GrantedRoles;
import io.kopeck.kernel.CustomerId;
import io.kopeck.kernel.ProductCode;
import io.kopeck.subscriptions.SubscriptionView;
import io.kopeck.subscriptions.Subscriptions;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Answers what a customer may use, true at once: it is computed from the subscription, not from grants. */
@Component
public final class Access implements GrantedRoles {

    private final Subscriptions subscriptions;
    private final Catalog catalog;

    Access(Subscriptions subscriptions, Catalog catalog) {
        this.subscriptions = subscriptions;
        this.catalog = catalog;
    }

    public AccessView of(CustomerId customer, ProductCode product) {
        return subscriptions.current(customer, product)
                .map(Access::view)
                .orElse(new AccessView(AccessLevel.NONE, null, "no_subscription"));
    }

    /** The roles of all products the customer may use now; they go into the access token. */
    @Override
    public Set<String> rolesOf(CustomerId customer) {
        return subscriptions.live(customer).stream()
                .filter(SubscriptionView::access)
                .flatMap(subscription -> catalog.product(subscription.product()).stream())
                .flatMap(product -> product.grants().stream())
                .filter(grant -> grant.kind() == GrantSpec.Kind.ROLE)
                .map(GrantSpec::name)
                .collect(Collectors.toSet());
    }

    private static AccessView view(SubscriptionView subscription) {
        var reason = subscription.trial() && subscription.access()
                ? "trial"
                : subscription.status().name().toLowerCase(Locale.ROOT);
        return subscription.access()
                ? new AccessView(AccessLevel.FULL, subscription.period().end(), reason)
                : new AccessView(AccessLevel.NONE, null, reason);
    }
}
