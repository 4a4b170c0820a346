package io.kopeck.payments;

import java.util.UUID;

/** Identifies a payment. A bare UUID outside. */
public record PaymentId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
