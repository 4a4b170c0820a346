package io.kopeck.identity;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a service key may be made for, each scope with its rights; described in docs/rights.md. */
public enum KeyScope {

    /** Reads everything about every customer. */
    READ(EnumSet.of(Right.READ_ALL, Right.ACCESS_READ)),

    /** Only asks whether a customer has access. */
    ACCESS(EnumSet.of(Right.ACCESS_READ)),

    /** Charges and refunds wallet operations: for bots and workers. */
    WALLET(EnumSet.of(Right.WALLET_OPERATE, Right.OPERATION_REFUND, Right.CAPTURE)),

    /** Starts payments and changes subscriptions for the customers it names. */
    PAYMENTS(EnumSet.of(Right.READ_ALL, Right.ACCESS_READ, Right.ACT_FOR_CUSTOMER)),

    /** Captures held payments. */
    CAPTURES(EnumSet.of(Right.READ_ALL, Right.CAPTURE)),

    /** Refunds payments without a limit. */
    REFUNDS(EnumSet.of(Right.READ_ALL, Right.REFUND, Right.REFUND_UNLIMITED)),

    /** Writes tariffs, prices and promo codes. */
    PLANS(EnumSet.of(Right.PLANS_WRITE)),

    /** Reads the event feed and manages webhook endpoints. */
    EVENTS(EnumSet.of(Right.EVENTS_READ, Right.WEBHOOKS_MANAGE));

    private final Set<Right> rights;

    KeyScope(Set<Right> rights) {
        this.rights = Set.copyOf(rights);
    }

    /** The name on the wire and in the database, lower case. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Set<Right> rights() {
        return rights;
    }

    public static Optional<KeyScope> of(String wireName) {
        for (var scope : values()) {
            if (scope.wireName().equals(wireName)) {
                return Optional.of(scope);
            }
        }
        return Optional.empty();
    }

    /** The union of the rights of the scopes. */
    public static Set<Right> rightsOf(Collection<KeyScope> scopes) {
        var all = EnumSet.noneOf(Right.class);
        scopes.forEach(scope -> all.addAll(scope.rights()));
        return all;
    }
}
