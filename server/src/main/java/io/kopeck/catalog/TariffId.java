package io.kopeck.catalog;

import java.util.UUID;

/** Identifies a tariff through all its versions. */
public record TariffId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
