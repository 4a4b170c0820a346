package io.kopeck.payments;

import org.jspecify.annotations.Nullable;

/** What a person decides about a payment whose outcome could not be found out. */
public sealed interface PaymentVerdict {

    /**
     * The money was taken, all that was asked for.
     *
     * @param providerPaymentId the acquirer's id of it; null when we know it already
     */
    record Succeeded(@Nullable String providerPaymentId) implements PaymentVerdict {}

    /** Nothing was taken. Money that turns up after all is booked and returned. */
    record NotCharged() implements PaymentVerdict {}

    /** The acquirer is asked once more; without a certain answer it is parked again. */
    record AskAgain() implements PaymentVerdict {}

    /** The name in JSON, in events and in the audit log. */
    default String wireName() {
        return switch (this) {
            case Succeeded _ -> "succeeded";
            case NotCharged _ -> "not_charged";
            case AskAgain _ -> "ask_again";
        };
    }
}
