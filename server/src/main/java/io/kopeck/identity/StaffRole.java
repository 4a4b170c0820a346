package io.kopeck.identity;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The roles of the people who run the service, each with its rights: the one table, described in docs/rights.md. */
public enum StaffRole {

    /** Everything. */
    SUPERUSER(EnumSet.allOf(Right.class)),

    /** Reads everything, refunds up to the configured limit. */
    SUPPORT(EnumSet.of(Right.READ_ALL, Right.ACCESS_READ, Right.REFUND, Right.OPERATION_REFUND)),

    /** Everything that moves or counts money. */
    FINANCE(EnumSet.of(
            Right.READ_ALL, Right.ACCESS_READ, Right.EVENTS_READ, Right.AUDIT_READ, Right.EXPORT, Right.REFUND,
            Right.REFUND_UNLIMITED, Right.OPERATION_REFUND, Right.CAPTURE, Right.RESOLVE_PARKED, Right.INVOICING));

    private final Set<Right> rights;

    StaffRole(Set<Right> rights) {
        this.rights = Set.copyOf(rights);
    }

    /** The name on the wire and in the database, lower case. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Set<Right> rights() {
        return rights;
    }

    /** The staff role of that name; empty for every other role. */
    public static Optional<StaffRole> of(String wireName) {
        for (var role : values()) {
            if (role.wireName().equals(wireName)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }

    /** The union of the rights of those names that are staff roles. */
    public static Set<Right> rightsOf(Collection<String> wireNames) {
        var all = EnumSet.noneOf(Right.class);
        wireNames.forEach(name -> of(name).ifPresent(role -> all.addAll(role.rights())));
        return all;
    }
}
