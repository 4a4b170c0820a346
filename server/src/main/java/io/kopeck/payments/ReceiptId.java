package io.kopeck.payments;

import java.util.UUID;

/** Identifies a receipt document. A bare UUID outside. */
public record ReceiptId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
