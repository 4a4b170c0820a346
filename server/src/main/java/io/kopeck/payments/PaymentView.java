package io.kopeck.payments;

import io.kopeck.kernel.CustomerId;
import io.kopeck.kernel.Money;
import io.kopeck.kernel.ProductCode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A payment as it stands.
 *
 * @param savesMethod whether the acquirer was asked to keep the method for later charges
 * @param processing whether its outcome is being found out; money may or may not have moved
 * @param parked whether a person has to decide
 * @param rejected whether the acquirer refused the request itself: our account is at fault, not the customer's card
 * @param settled what was taken in all
 * @param refunded what was returned or is on its way back
 * @param attempts how many attempts there have been
 * @param method the saved method of the last attempt
 * @param returnToken the random value in the return URL, where there is one; shows the status to whoever has it
 */
public record PaymentView(
        PaymentId id,
        CustomerId customer,
        ProductCode product,
        String account,
        Purpose purpose,
        @Nullable UUID subscriptionId,
        @Nullable Integer periodNumber,
        @Nullable UUID tariffId,
        @Nullable Integer tariffVersion,
        Money amount,
        boolean savesMethod,
        PaymentStatus status,
        boolean processing,
        boolean parked,
        boolean rejected,
        @Nullable String confirmationUrl,
        @Nullable String declineCode,
        Money settled,
        Money refunded,
        int attempts,
        @Nullable MethodId method,
        @Nullable String returnToken,
        Instant createdAt,
        Instant modifiedAt,
        @Nullable Instant settledAt,
        Instant expiresAt) {

    /** After this many attempts no further one is made: by hand or by itself. */
    public static final int ATTEMPTS_MAX = 60;

    /** Whether nothing is under way and another attempt can be made. */
    public boolean acceptsAttempt() {
        return status == PaymentStatus.PENDING && !processing && confirmationUrl == null && attempts < ATTEMPTS_MAX;
    }

    /** Whether it can still succeed: an attempt is undecided, or another one will be made. */
    public boolean isUnfinished() {
        return !status.isFinal();
    }
}
