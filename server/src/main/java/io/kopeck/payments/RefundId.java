package io.kopeck.payments;

import java.util.UUID;

/** Identifies a refund. A bare UUID outside. */
public record RefundId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
