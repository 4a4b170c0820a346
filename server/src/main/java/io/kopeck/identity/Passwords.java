package io.kopeck.identity;

import io.kopeck.identity.internal.MailStore;
import io.kopeck.identity.internal.OneTimeTokens;
import io.kopeck.identity.internal.OneTimeTokens.Purpose;
import io.kopeck.identity.internal.PasswordHasher;
import io.kopeck.identity.internal.SessionStore;
import io.kopeck.identity.internal.Throttle;
import io.kopeck.identity.internal.Throttle.Key;
import io.kopeck.identity.internal.Throttle.Scope;
import io.kopeck.identity.internal.UserStore;
import io.kopeck.identity.internal.UserStore.Credentials;
import io.kopeck.kernel.CustomerId;
import io.kopeck.platform.tx.Transactions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Forgotten and changed passwords. A new password ends all sessions of its user. */
@Component
public final class Passwords {

    private static final Logger log = LoggerFactory.getLogger(Passwords.class);

    private final UserStore users;
    private final SessionStore sessions;
    private final MailStore mails;
    private final OneTimeTokens tokens;
    private final PasswordHasher hasher;
    private final Throttle throttle;
    private final Transactions tx;
    private final Clock clock;

    Passwords(UserStore users, SessionStore sessions, MailStore mails, OneTimeTokens tokens, PasswordHasher hasher,
            Throttle throttle, Transactions tx, Clock clock) {
        this.users = users;
        this.sessions = sessions;
        this.mails = mails;
        this.tokens = tokens;
        this.hasher = hasher;
        this.throttle = throttle;
        this.tx = tx;
        this.clock = clock;
    }

    /** What became of a change. */
    public sealed interface Change {

        record Changed() implements Change {}

        record WrongPassword() implements Change {}

        record TooManyTries(Duration retryAfter) implements Change {}
    }

    /**
     * Asks for a mail with a link. It says and does the same for every address, known or not: only the job that sends
     * mail looks whose it is. Who asks too often is ignored.
     */
    public void forgot(EmailAddress email, Language language, Origin origin) {
        var keys = throttle.keys(Scope.MAIL_ADDRESS, origin.address(), new Key(Scope.MAIL_EMAIL, email.value()));
        if (throttle.take(keys).isEmpty()) {
            tx.run(() -> mails.add(Purpose.RESET, email, language, clock.instant()));
        }
    }

    /**
     * Sets a new password and ends all sessions; the address counts as confirmed, for the mail arrived. The token works
     * once; false when it is unknown, used or expired.
     */
    public boolean reset(String token, Password password) {
        if (!tokens.isGood(Purpose.RESET, token, clock.instant())) {
            return false;
        }
        var hash = hasher.hash(password);
        return tx.execute(() -> {
            var now = clock.instant();
            var customer = tokens.use(Purpose.RESET, token, now);
            customer.ifPresent(id -> {
                replace(id, hash);
                users.confirm(id, now);
            });
            return customer.isPresent();
        });
    }

    /** Replaces the caller's password and ends all its sessions. Users of an external issuer have none to change. */
    public Change change(CustomerId customer, Password oldPassword, Password newPassword) {
        var keys = List.of(new Key(Scope.PASSWORD_CHANGE, customer.toString()));
        var wait = throttle.take(keys);
        if (wait.isPresent()) {
            return new Change.TooManyTries(wait.get());
        }
        var found = users.credentials(customer);
        if (!hasher.matches(oldPassword, found.map(Credentials::passwordHash).orElse(null))) {
            return new Change.WrongPassword();
        }
        var hash = hasher.hash(newPassword);
        boolean changed = tx.execute(() -> {
            if (!users.lockIfPasswordIs(found.orElseThrow())) {
                return false;
            }
            replace(customer, hash);
            return true;
        });
        if (!changed) {
            return new Change.WrongPassword();
        }
        throttle.forgive(keys);
        return new Change.Changed();
    }

    private void replace(CustomerId customer, String hash) {
        users.setPassword(customer, hash);
        sessions.revokeAll(customer, clock.instant());
        tokens.revoke(Purpose.RESET, customer);
        log.info("event=password_replaced customer_id={}", customer);
    }
}
