package io.kopeck.wallets;

import java.util.UUID;

/** Identifies an operation. A bare UUID outside. */
public record OperationId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
