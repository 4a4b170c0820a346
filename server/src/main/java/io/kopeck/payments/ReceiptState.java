package io.kopeck.payments;

import java.util.Locale;

/** How a settlement's fiscal receipt (54-FZ) stands. */
public enum ReceiptState {
    /** The product makes out no receipts. */
    NOT_REQUIRED,
    /** Owed, or given to the provider and not known to be registered. */
    DUE,
    /** Registered; where the provider cannot be asked, it took the receipt along with the money. */
    SENT,
    /** Not registered within the bound: a person has to see to it. */
    FAILED;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
