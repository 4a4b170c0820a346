package io.kopeck.identity;

import io.kopeck.audit.AuditEntry;
import io.kopeck.audit.AuditLog;
import io.kopeck.identity.internal.RoleStore;
import io.kopeck.identity.internal.SetupLock;
import io.kopeck.identity.internal.UserStore;
import io.kopeck.kernel.CustomerId;
import io.kopeck.platform.tx.Transactions;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Roles given by hand: the staff roles, and custom ones that carry no right here but appear in tokens. */
@Component
public final class Roles {

    /** How many custom roles there can be. */
    public static final int CUSTOM_MAX = 100;

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{1,49}");

    private final RoleStore store;
    private final UserStore users;
    private final SetupLock setup;
    private final AuditLog audit;
    private final Transactions tx;
    private final Clock clock;

    Roles(RoleStore store, UserStore users, SetupLock setup, AuditLog audit, Transactions tx, Clock clock) {
        this.store = store;
        this.users = users;
        this.setup = setup;
        this.audit = audit;
        this.tx = tx;
        this.clock = clock;
    }

    /** What became of a wish to create a role. */
    public sealed interface Create {

        record Created(Role role) implements Create {}

        record NameTaken() implements Create {}

        record TooMany() implements Create {}
    }

    /** What became of a wish to give roles. */
    public sealed interface Assign {

        record Assigned(Set<String> roles) implements Assign {}

        record UnknownUser() implements Assign {}

        record UnknownRole(String name) implements Assign {}

        /** The last superuser stays one, else nobody could give the role back. */
        record LastSuperuser() implements Assign {}
    }

    /** Whether a role can have that name. */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** Staff roles, then custom ones by name. */
    public List<Role> all() {
        var all = new ArrayList<Role>();
        Arrays.stream(StaffRole.values())
                .map(role -> new Role(role.wireName(), "staff", true, role.rights()))
                .forEach(all::add);
        all.addAll(store.custom());
        return all;
    }

    /** Creates a custom role. The name has to fit {@link #isName}. */
    public Create create(String name, String description, Caller by) {
        if (!isName(name)) {
            throw new IllegalArgumentException("not a role's name");
        }
        return tx.execute(() -> {
            setup.hold();
            if (store.custom().size() >= CUSTOM_MAX) {
                return new Create.TooMany();
            }
            var now = clock.instant();
            if (StaffRole.of(name).isPresent() || !store.insertCustom(name, description, now)) {
                return new Create.NameTaken();
            }
            audit.record(new AuditEntry(now, by.actor(), "identity.create_role", "role", idOf(name), null, Map.of("role", name)));
            return new Create.Created(new Role(name, description, false, Set.of()));
        });
    }

    /** Makes these the user's roles, in place of all given by hand before. Staff rights change at once. Idempotent. */
    public Assign assign(CustomerId user, Set<String> roles, Caller by) {
        return tx.execute(() -> {
            setup.hold();
            if (!users.exists(user)) {
                return new Assign.UnknownUser();
            }
            var known = all().stream().map(Role::name).collect(Collectors.toSet());
            for (var role : roles) {
                if (!known.contains(role)) {
                    return new Assign.UnknownRole(role);
                }
            }
            var before = store.assigned(user);
            var superuser = StaffRole.SUPERUSER.wireName();
            if (before.contains(superuser) && !roles.contains(superuser) && !store.isHeldByAnother(superuser, user)) {
                return new Assign.LastSuperuser();
            }
            var after = new TreeSet<>(roles);
            if (!after.equals(before)) {
                replace(user, before, after, by);
            }
            return new Assign.Assigned(after);
        });
    }

    private void replace(CustomerId user, SortedSet<String> before, SortedSet<String> after, Caller by) {
        var now = clock.instant();
        store.replace(user, after, now);
        audit.record(new AuditEntry(now, by.actor(), "identity.assign_roles", "user", user.value(), null,
                Map.of("before", String.join(",", before), "after", String.join(",", after))));
    }

    /** Roles are known by name; the audit log wants an id. */
    private static UUID idOf(String name) {
        return UUID.nameUUIDFromBytes(("role:" + name).getBytes(StandardCharsets.UTF_8));
    }
}
