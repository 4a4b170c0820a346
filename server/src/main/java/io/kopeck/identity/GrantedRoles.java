package io.kopeck.identity;

import io.kopeck.kernel.CustomerId;
import java.util.Set;

/**
 * Roles that customers hold because of what they bought, such as {@code subscriber}. Upper modules implement it; the
 * answers of all implementations are joined. It is asked at log-in, at refresh and by {@code GET me}.
 */
public interface GrantedRoles {

    /** The roles the customer holds now. Names of staff roles among them are ignored. */
    Set<String> rolesOf(CustomerId customer);
}
