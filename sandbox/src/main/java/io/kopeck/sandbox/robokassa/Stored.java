package io.kopeck.sandbox.robokassa;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something the shop remembers under an id, and that may move on by itself. */
sealed interface Stored permits Invoice, Refund, SecondReceipt, PaymentLink {
    String id();

    long seq();

    /** When it moves on by itself; null: never. */
    @Nullable Instant dueAt();
}
