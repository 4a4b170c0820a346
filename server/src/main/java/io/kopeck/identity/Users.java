package io.kopeck.identity;

import io.kopeck.identity.internal.MailStore;
import io.kopeck.identity.internal.OneTimeTokens;
import io.kopeck.identity.internal.OneTimeTokens.Purpose;
import io.kopeck.identity.internal.PasswordHasher;
import io.kopeck.identity.internal.RoleStore;
import io.kopeck.identity.internal.Throttle;
import io.kopeck.identity.internal.Throttle.Scope;
import io.kopeck.identity.internal.UserStore;
import io.kopeck.kernel.CustomerId;
import io.kopeck.platform.config.Mode;
import io.kopeck.platform.time.Ids;
import io.kopeck.platform.tx.Transactions;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/** The people who can log in. A user is a customer: both have the same id. */
@Component
public final class Users {

    private static final Logger log = LoggerFactory.getLogger(Users.class);

    private final UserStore store;
    private final RoleStore roles;
    private final MailStore mails;
    private final OneTimeTokens tokens;
    private final PasswordHasher hasher;
    private final Throttle throttle;
    private final Transactions tx;
    private final Ids ids;
    private final Clock clock;
    private final Mode mode;

    Users(UserStore store, RoleStore roles, MailStore mails, OneTimeTokens tokens, PasswordHasher hasher, Throttle throttle,
            Transactions tx, Ids ids, Clock clock, Mode mode) {
        this.store = store;
        this.roles = roles;
        this.mails = mails;
        this.tokens = tokens;
        this.hasher = hasher;
        this.throttle = throttle;
        this.tx = tx;
        this.ids = ids;
        this.clock = clock;
        this.mode = mode;
    }

    /** What became of a wish to sign up. */
    public sealed interface SignUp {

        /** @param confirmToken in sandbox mode what the mail's link carries, so that a script needs no mailbox; null otherwise */
        record SignedUp(CustomerId customer, @Nullable String confirmToken) implements SignUp {

            @Override
            public String toString() {
                return "SignedUp[" + customer + "]";
            }
        }

        record EmailTaken() implements SignUp {}

        record TooManyTries(Duration retryAfter) implements SignUp {}
    }

    /** Creates an unconfirmed user and sends the mail that confirms the address. Not idempotent: the second time it is taken. */
    public SignUp signUp(EmailAddress email, Password password, Language language, Origin origin) {
        var wait = throttle.take(throttle.keys(Scope.SIGN_UP_ADDRESS, origin.address()));
        if (wait.isPresent()) {
            return new SignUp.TooManyTries(wait.get());
        }
        if (store.ownerOf(email.value()).isPresent()) {
            return new SignUp.EmailTaken();
        }
        var hash = hasher.hash(password);
        try {
            var signedUp = tx.execute(() -> register(email, hash, language));
            log.info("event=user_signed_up customer_id={}", signedUp.customer());
            return signedUp;
        } catch (DuplicateKeyException _) {
            return new SignUp.EmailTaken();
        }
    }

    private SignUp.SignedUp register(EmailAddress email, String hash, Language language) {
        var customer = new CustomerId(ids.next());
        var now = clock.instant();
        store.insertParty(customer, "person", null, now);
        store.insertUser(customer, email.value(), hash, language, null, now);
        store.claimEmail(email, customer);
        mails.add(Purpose.CONFIRM, email, language, now);
        return new SignUp.SignedUp(customer, mode.isSandbox() ? tokens.issue(Purpose.CONFIRM, customer, now) : null);
    }

    /** Confirms the address whose mail carried the token. The token works once; empty when it is unknown, used or expired. */
    public Optional<CustomerId> confirm(String token) {
        return tx.execute(() -> {
            var now = clock.instant();
            var customer = tokens.use(Purpose.CONFIRM, token, now);
            customer.ifPresent(id -> {
                store.confirm(id, now);
                log.info("event=user_confirmed customer_id={}", id);
            });
            return customer;
        });
    }

    /** Sends the confirming mail again, if the user has not confirmed yet and has not asked too often; silent otherwise. */
    public void resendConfirmation(CustomerId customer, Origin origin) {
        var user = store.find(customer).filter(found -> !found.confirmed() && found.email() != null);
        user.map(User::email).flatMap(EmailAddress::parse).ifPresent(email -> {
            var keys = throttle.keys(Scope.MAIL_ADDRESS, origin.address(), new Throttle.Key(Scope.MAIL_EMAIL, email.value()));
            if (throttle.take(keys).isEmpty()) {
                tx.run(() -> mails.add(Purpose.CONFIRM, email, user.get().language(), clock.instant()));
            }
        });
    }

    public Optional<User> find(CustomerId customer) {
        return store.find(customer);
    }

    /** The user who logs in with the address. */
    public Optional<User> findByEmail(EmailAddress email) {
        return store.ownerOf(email.value()).flatMap(store::find);
    }

    /** Where to write to the user, confirmed or not; empty when no address is known. */
    public Optional<String> email(CustomerId customer) {
        return store.find(customer).map(User::email);
    }

    /** The language of messages to the customer; Russian for a customer who is no user. */
    public Language language(CustomerId customer) {
        return store.find(customer).map(User::language).orElse(Language.RU);
    }

    /** Whether such a user exists. For payers who need not be users ask {@link Parties#exists}. */
    public boolean exists(CustomerId customer) {
        return store.exists(customer);
    }

    /** All roles the user holds now: those given by hand, and those granted because of what was bought. */
    public Set<String> roles(CustomerId customer) {
        return roles.all(customer);
    }

    /** Users whose address contains the text, or whose id it is; all for an empty text. Newest first. */
    public Page<User> search(String text, int offset, int limit) {
        return store.search(text.strip().toLowerCase(Locale.ROOT), offset, limit);
    }
}
