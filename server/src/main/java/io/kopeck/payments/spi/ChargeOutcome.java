package io.kopeck.payments.spi;

import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is known of a charge after asking the provider once. */
public sealed interface ChargeOutcome {

    /** The money is ours. */
    record Succeeded(ProviderPayment payment) implements ChargeOutcome {}

    /** The money is held and waits for a capture. {@code expiresAt} is when the provider lets it go by itself. */
    record Held(ProviderPayment payment, @Nullable Instant expiresAt) implements ChargeOutcome {}

    /** Certainly not charged, and never will be under this attempt. {@code payment} is null when none was created. */
    record Declined(String code, RetryAdvice advice, @Nullable ProviderPayment payment) implements ChargeOutcome {}

    /** Created and undecided: the customer has to confirm at the URL, or the provider is still working (URL null). */
    record Pending(ProviderPayment payment, @Nullable URI confirmationUrl) implements ChargeOutcome {}

    /** Nothing certain is known: no answer, a server error, an unreadable answer. Ask again before anything else. */
    record Unknown(String cause) implements ChargeOutcome {}

    /**
     * The provider refused the request itself before any money moved: bad credentials, a right that is missing, a
     * malformed field. Not the customer's fault and no decline; a person has to look.
     */
    record Rejected(String code, String detail) implements ChargeOutcome {

        /** The searched or fetched payment certainly does not exist. */
        public static final String NOT_FOUND = "not_found";

        /** The key was used for another request: something may exist under it, so this proves nothing; a person looks. */
        public static final String KEY_CONFLICT = "idempotency_conflict";
    }
}
