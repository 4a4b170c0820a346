package io.kopeck.identity;

import io.kopeck.identity.internal.AccessTokens;
import io.kopeck.identity.internal.AccessTokens.Claims;
import io.kopeck.identity.internal.IdentityProperties;
import io.kopeck.identity.internal.PasswordHasher;
import io.kopeck.identity.internal.RoleStore;
import io.kopeck.identity.internal.Secrets;
import io.kopeck.identity.internal.SessionStore;
import io.kopeck.identity.internal.SessionStore.Family;
import io.kopeck.identity.internal.Throttle;
import io.kopeck.identity.internal.Throttle.Key;
import io.kopeck.identity.internal.Throttle.Scope;
import io.kopeck.identity.internal.UserStore;
import io.kopeck.identity.internal.UserStore.Credentials;
import io.kopeck.kernel.CustomerId;
import io.kopeck.platform.time.Ids;
import io.kopeck.platform.tx.Transactions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Log-ins. A session is the family of its refresh tokens: each works once, and a second use of one revokes the session,
 * because either the user or a thief holds a stolen copy.
 */
@Component
public final class Sessions {

    /** How many live sessions a user can have; a further log-in ends the one that was not used for longest. */
    public static final int PER_USER_MAX = 50;

    private static final Logger log = LoggerFactory.getLogger(Sessions.class);

    private final SessionStore store;
    private final UserStore users;
    private final RoleStore roles;
    private final PasswordHasher hasher;
    private final Throttle throttle;
    private final AccessTokens accessTokens;
    private final Transactions tx;
    private final Ids ids;
    private final Clock clock;
    private final Duration refreshLifetime;

    Sessions(SessionStore store, UserStore users, RoleStore roles, PasswordHasher hasher, Throttle throttle,
            AccessTokens accessTokens, Transactions tx, Ids ids, Clock clock, IdentityProperties properties) {
        this.store = store;
        this.users = users;
        this.roles = roles;
        this.hasher = hasher;
        this.throttle = throttle;
        this.accessTokens = accessTokens;
        this.tx = tx;
        this.ids = ids;
        this.clock = clock;
        this.refreshLifetime = properties.refreshTokenLifetime();
    }

    /** What became of a log-in. */
    public sealed interface LogIn {

        record LoggedIn(Tokens tokens) implements LogIn {}

        /** Unknown address or wrong password; nobody is told which, and both take the same time. */
        record WrongCredentials() implements LogIn {}

        record TooManyTries(Duration retryAfter) implements LogIn {}
    }

    public LogIn logIn(EmailAddress email, Password password, Origin origin) {
        var keys = throttle.keys(Scope.LOGIN_ADDRESS, origin.address(), new Key(Scope.LOGIN_EMAIL, email.value()));
        var wait = throttle.take(keys);
        if (wait.isPresent()) {
            return new LogIn.TooManyTries(wait.get());
        }
        var found = users.credentials(email);
        if (!hasher.matches(password, found.map(Credentials::passwordHash).orElse(null))) {
            return new LogIn.WrongCredentials();
        }
        var opened = tx.execute(() -> open(found.orElseThrow(), origin));
        opened.ifPresent(_ -> throttle.forgive(keys));
        return opened.<LogIn>map(LogIn.LoggedIn::new).orElseGet(LogIn.WrongCredentials::new);
    }

    /** Empty when the password was changed while the old one was being verified. */
    private Optional<Tokens> open(Credentials verified, Origin origin) {
        if (!users.lockIfPasswordIs(verified)) {
            return Optional.empty();
        }
        var now = clock.instant();
        var family = new Family(verified.customer(), ids.next());
        store.insert(family, origin, now, now.plus(refreshLifetime));
        store.revokeOldest(verified.customer(), PER_USER_MAX, now);
        log.info("event=logged_in customer_id={} session_id={}", family.customer(), family.session());
        return Optional.of(tokens(family, now));
    }

    /**
     * Exchanges a refresh token for new tokens; empty when it is not good any more. Showing a used one again revokes the
     * whole session: of two at once with the same token, at most one gets tokens, and those do not last.
     */
    public Optional<Tokens> refresh(String refreshToken, Origin origin) {
        var hash = Secrets.hash(refreshToken);
        return tx.execute(() -> {
            var now = clock.instant();
            var family = store.use(hash, now);
            if (family.isEmpty()) {
                store.familyOfUsed(hash).filter(used -> store.revoke(used, now)).ifPresent(used ->
                        log.warn("event=refresh_token_reused customer_id={} session_id={}", used.customer(), used.session()));
                return Optional.empty();
            }
            return store.touch(family.get(), origin, now, now.plus(refreshLifetime))
                    ? Optional.of(tokens(family.get(), now))
                    : Optional.empty();
        });
    }

    private Tokens tokens(Family family, Instant now) {
        var refreshToken = Secrets.random();
        store.insertToken(family, Secrets.hash(refreshToken), now, now.plus(refreshLifetime));
        boolean confirmed = users.find(family.customer()).map(User::confirmed).orElse(false);
        var claims = new Claims(family, roles.all(family.customer()), confirmed);
        return new Tokens(accessTokens.issue(claims, now), refreshToken, accessTokens.lifetime(), family.session());
    }

    /** Ends the caller's own session: it cannot be refreshed from this moment on. Idempotent; nothing happens for keys. */
    public void logOut(Caller caller) {
        if (caller.session() != null) {
            revoke(caller.customer(), caller.session());
        }
    }

    /** The sessions that can still be refreshed, last used first, at most {@value #PER_USER_MAX}. */
    public List<Session> list(CustomerId customer) {
        return store.live(customer, PER_USER_MAX, clock.instant());
    }

    /** Ends one session of the customer; false when it has no such live session. */
    public boolean revoke(CustomerId customer, UUID session) {
        return tx.execute(() -> store.revoke(new Family(customer, session), clock.instant()));
    }
}
