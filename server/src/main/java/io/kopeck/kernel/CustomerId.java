package io.kopeck.kernel;

import java.util.UUID;

/** Identifies who pays: a person or a company. A bare UUID outside. */
public record CustomerId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
