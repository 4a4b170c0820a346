package io.kopeck.identity;

import io.kopeck.kernel.CustomerId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A user, as others may see it.
 *
 * @param email null only for users of an external issuer that told no verified address
 * @param assignedRoles staff and custom roles given by hand, without those that come from purchases
 */
public record User(
        CustomerId id, @Nullable String email, boolean confirmed, Language language, Set<String> assignedRoles, Instant createdAt) {

    /** Without the address. */
    @Override
    public String toString() {
        return "User[" + id + "]";
    }
}
