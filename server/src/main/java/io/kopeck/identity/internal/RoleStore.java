package io.kopeck.identity.internal;

import static io.kopeck.identity.internal.db.Tables.CUSTOM_ROLE;
import static io.kopeck.identity.internal.db.Tables.USER_ROLE;

import io.kopeck.identity.GrantedRoles;
import io.kopeck.identity.Role;
import io.kopeck.identity.StaffRole;
import io.kopeck.kernel.CustomerId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jooq.DSLContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The SQL of roles given by hand, joined with the roles that upper modules grant. */
@Component
public final class RoleStore {

    private final DSLContext db;
    private final ObjectProvider<GrantedRoles> granted;

    RoleStore(DSLContext db, ObjectProvider<GrantedRoles> granted) {
        this.db = db;
        this.granted = granted;
    }

    /** Staff and custom roles given by hand. */
    public SortedSet<String> assigned(CustomerId customer) {
        return new TreeSet<>(db.select(USER_ROLE.ROLE)
                .from(USER_ROLE)
                .where(USER_ROLE.CUSTOMER_ID.eq(customer.value()))
                .fetchSet(USER_ROLE.ROLE));
    }

    /** All roles the customer holds now, given and granted. A grant never makes anybody staff. */
    public SortedSet<String> all(CustomerId customer) {
        var roles = assigned(customer);
        granted.stream()
                .flatMap(source -> source.rolesOf(customer).stream())
                .filter(role -> StaffRole.of(role).isEmpty())
                .forEach(roles::add);
        return roles;
    }

    public void replace(CustomerId customer, Set<String> roles, Instant now) {
        db.deleteFrom(USER_ROLE).where(USER_ROLE.CUSTOMER_ID.eq(customer.value())).and(USER_ROLE.ROLE.notIn(roles)).execute();
        for (var role : roles) {
            db.insertInto(USER_ROLE)
                    .set(USER_ROLE.CUSTOMER_ID, customer.value())
                    .set(USER_ROLE.ROLE, role)
                    .set(USER_ROLE.ASSIGNED_AT, now)
                    .onConflictDoNothing()
                    .execute();
        }
    }

    public boolean isHeldByAnother(String role, CustomerId than) {
        return db.fetchExists(USER_ROLE, USER_ROLE.ROLE.eq(role).and(USER_ROLE.CUSTOMER_ID.ne(than.value())));
    }

    public boolean isHeld(String role) {
        return db.fetchExists(USER_ROLE, USER_ROLE.ROLE.eq(role));
    }

    public List<Role> custom() {
        return db.select(CUSTOM_ROLE.NAME, CUSTOM_ROLE.DESCRIPTION)
                .from(CUSTOM_ROLE)
                .orderBy(CUSTOM_ROLE.NAME)
                .fetch(row -> new Role(row.value1(), row.value2(), false, Set.of()));
    }

    /** False when a role has that name already. */
    public boolean insertCustom(String name, String description, Instant now) {
        return db.insertInto(CUSTOM_ROLE)
                .set(CUSTOM_ROLE.NAME, name)
                .set(CUSTOM_ROLE.DESCRIPTION, description)
                .set(CUSTOM_ROLE.CREATED_AT, now)
                .onConflictDoNothing()
                .execute() == 1;
    }
}
