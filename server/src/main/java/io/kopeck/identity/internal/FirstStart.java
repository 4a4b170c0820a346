package io.kopeck.identity.internal;

import io.kopeck.audit.AuditEntry;
import io.kopeck.audit.AuditLog;
import io.kopeck.identity.EmailAddress;
import io.kopeck.identity.Language;
import io.kopeck.identity.Password;
import io.kopeck.identity.StaffRole;
import io.kopeck.kernel.CustomerId;
import io.kopeck.platform.config.BadConfiguration;
import io.kopeck.platform.config.Mode;
import io.kopeck.platform.time.Ids;
import io.kopeck.platform.tx.Transactions;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/**
 * Makes what a fresh database needs before the first request: a signing key, the superuser, and in sandbox mode the
 * demo customer. Nodes that start together make each once; a later start changes nothing.
 */
@Component
final class FirstStart implements SmartInitializingSingleton {

    static final EmailAddress DEMO_EMAIL = new EmailAddress("demo@kopeck.local");
    static final String DEMO_PASSWORD = "demo-kopeck";

    private final SigningKeys keys;
    private final UserStore users;
    private final RoleStore roles;
    private final PasswordHasher hasher;
    private final SetupLock setup;
    private final AuditLog audit;
    private final Transactions tx;
    private final Ids ids;
    private final Clock clock;
    private final Mode mode;
    private final IdentityProperties properties;

    FirstStart(SigningKeys keys, UserStore users, RoleStore roles, PasswordHasher hasher, SetupLock setup, AuditLog audit,
            Transactions tx, Ids ids, Clock clock, Mode mode, IdentityProperties properties) {
        this.keys = keys;
        this.users = users;
        this.roles = roles;
        this.hasher = hasher;
        this.setup = setup;
        this.audit = audit;
        this.tx = tx;
        this.ids = ids;
        this.clock = clock;
        this.mode = mode;
        this.properties = properties;
    }

    @Override
    public void afterSingletonsInstantiated() {
        keys.ensure();
        if (!roles.isHeld(StaffRole.SUPERUSER.wireName())) {
            makeSuperuser();
        }
        if (mode.isSandbox() && users.ownerOf(DEMO_EMAIL.value()).isEmpty()) {
            makeDemoCustomer();
        }
    }

    private void makeSuperuser() {
        var email = EmailAddress.parse(properties.superuserEmail()).orElseThrow();
        var configured = properties.superuserPassword();
        var text = configured == null ? Secrets.readablePassword() : configured.reveal();
        var hash = hasher.hash(Password.of(text).orElseThrow());
        boolean made = tx.execute(() -> {
            setup.hold();
            if (roles.isHeld(StaffRole.SUPERUSER.wireName())) {
                return false;
            }
            if (users.ownerOf(email.value()).isPresent()) {
                throw new BadConfiguration(List.of("SUPERUSER_EMAIL belongs to a customer already; name another address"));
            }
            var superuser = insertConfirmed(email, hash);
            var now = clock.instant();
            roles.replace(superuser, Set.of(StaffRole.SUPERUSER.wireName()), now);
            audit.record(new AuditEntry(now, "system", "identity.create_superuser", "user", superuser.value(), null, Map.of()));
            return true;
        });
        if (made && configured == null) {
            // Printed, not logged: it is shown once, to the person who starts the server, and must not reach log files.
            System.out.println("\n  The superuser is " + email.value() + ", its password is " + text
                    + "\n  This password is shown only now. Log in and change it.\n");
        }
    }

    private void makeDemoCustomer() {
        var hash = hasher.hash(Password.of(DEMO_PASSWORD).orElseThrow());
        tx.run(() -> {
            setup.hold();
            if (users.ownerOf(DEMO_EMAIL.value()).isEmpty()) {
                insertConfirmed(DEMO_EMAIL, hash);
            }
        });
    }

    private CustomerId insertConfirmed(EmailAddress email, String passwordHash) {
        var customer = new CustomerId(ids.next());
        var now = clock.instant();
        users.insertParty(customer, "person", null, now);
        users.insertUser(customer, email.value(), passwordHash, Language.RU, now, now);
        users.claimEmail(email, customer);
        return customer;
    }
}
