package io.kopeck.sandbox.yookassa;

import java.time.Instant;

/** An object that has an id and a place in the order of creation. */
sealed interface Stored permits Payment, Refund, Binding, Receipt {
    String id();

    long seq();

    Instant createdAt();

    String statusName();
}
