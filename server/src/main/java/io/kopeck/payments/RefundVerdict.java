package io.kopeck.payments;

import org.jspecify.annotations.Nullable;

/** What a person decides about a refund whose outcome could not be found out. */
public sealed interface RefundVerdict {

    /**
     * The money went back.
     *
     * @param providerRefundId the acquirer's id of it; null when we know it already
     */
    record Succeeded(@Nullable String providerRefundId) implements RefundVerdict {}

    /** Nothing went back and nothing will: what it kept reserved can be refunded anew. */
    record NotReturned() implements RefundVerdict {}

    /** The acquirer is asked once more; without a certain answer it is parked again. */
    record AskAgain() implements RefundVerdict {}

    /** The name in JSON, in events and in the audit log. */
    default String wireName() {
        return switch (this) {
            case Succeeded _ -> "succeeded";
            case NotReturned _ -> "not_returned";
            case AskAgain _ -> "ask_again";
        };
    }
}
