package io.kopeck.identity;

import io.kopeck.kernel.CustomerId;
import io.kopeck.platform.problem.Problem;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who makes a request, and what they may do. Controllers take it as a parameter.
 *
 * @param id the user's id, which is its customer id, or the API key's id
 * @param staffRoles wire names of the staff roles held; empty for customers and for keys
 * @param confirmed whether the user has confirmed an e-mail address; always true for keys
 * @param session the session of a user who logged in here; null for keys and for users of an external issuer
 */
public record Caller(
        Kind kind, UUID id, Set<String> staffRoles, Set<Right> rights, boolean confirmed, @Nullable UUID session) {

    /** What kind of credential was shown. */
    public enum Kind { USER, API_KEY }

    public Caller {
        staffRoles = Set.copyOf(staffRoles);
        rights = Set.copyOf(rights);
    }

    public boolean isUser() {
        return kind == Kind.USER;
    }

    /**
     * The customer this caller is.
     *
     * @throws Problem 403 {@code not_a_customer} for API keys, which have no account of their own
     */
    public CustomerId customer() {
        if (!isUser()) {
            throw Problem.forbidden("not_a_customer", "A service key is no customer: name the customer in the request");
        }
        return new CustomerId(id);
    }

    /** As {@link #customer()}, empty for API keys. */
    public Optional<CustomerId> ownCustomer() {
        return isUser() ? Optional.of(new CustomerId(id)) : Optional.empty();
    }

    public boolean has(Right right) {
        return rights.contains(right);
    }

    /** @throws Problem 403 {@code forbidden} without the right */
    public void require(Right right) {
        if (!has(right)) {
            throw Problem.forbidden("forbidden", "You have no right to do this");
        }
    }

    /** @throws Problem 403 {@code email_not_confirmed}: an unconfirmed user can look but not pay */
    public void requireConfirmed() {
        if (!confirmed) {
            throw Problem.forbidden("email_not_confirmed", "Confirm your e-mail address first: the link is in the mail we sent you");
        }
    }

    /** Whether the caller may see things of the customer: its own, or everybody's with {@link Right#READ_ALL}. */
    public boolean sees(CustomerId customer) {
        return has(Right.READ_ALL) || (isUser() && id.equals(customer.value()));
    }

    /** The caller's name in the audit log. */
    public String actor() {
        return isUser() ? id.toString() : "key:" + id;
    }
}
