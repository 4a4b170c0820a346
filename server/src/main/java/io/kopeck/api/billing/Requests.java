package io.kopeck.api.billing;

import io.kopeck.platform.problem.Problem;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The bodies that self-service takes. */
final class Requests {

    private Requests() {}

    /** @param tariff the tariff's id @param paymentMethod the id of a saved method; some products do without */
    record Subscribe(@Nullable UUID tariff, @Nullable UUID paymentMethod) {}

    /** @param paymentMethodId the id of a saved method */
    record ChangeMethod(@Nullable UUID paymentMethodId) {}

    /** @throws Problem 400 naming the missing field */
    static UUID require(@Nullable UUID value, String field) {
        if (value == null) {
            throw Problem.badRequest("invalid_field", "A field of the body is missing").with("errors", Map.of(field, "is missing"));
        }
        return value;
    }
}
