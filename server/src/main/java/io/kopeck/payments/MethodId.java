package io.kopeck.payments;

import java.util.UUID;

/** Identifies a saved payment method. A bare UUID outside. */
public record MethodId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
