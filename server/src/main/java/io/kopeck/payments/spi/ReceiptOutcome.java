package io.kopeck.payments.spi;

import org.jspecify.annotations.Nullable;

/** What is known of a fiscal receipt after asking the provider once. */
public sealed interface ReceiptOutcome {

    /** The register has it. {@code receiptId} is the provider's id where it has one of its own. */
    record Registered(@Nullable String receiptId) implements ReceiptOutcome {}

    /** Taken on and not registered yet. */
    record Pending(@Nullable String receiptId) implements ReceiptOutcome {}

    /** Certainly not registered, and will not be by itself; it may be sent again. */
    record Refused(String code, String detail) implements ReceiptOutcome {}

    /** Nothing certain is known. */
    record Unknown(String cause) implements ReceiptOutcome {}

    /** This provider has no such call. */
    record NotOffered() implements ReceiptOutcome {}
}
