package io.kopeck.payments;

import io.kopeck.kernel.CustomerId;
import io.kopeck.kernel.Money;
import io.kopeck.kernel.ProductCode;
import io.kopeck.payments.spi.Receipt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A payment to be opened with its first attempt.
 *
 * @param account the acquirer account that takes the money
 * @param subscriptionId what it pays for; null for {@link Purpose#BIND}; known before the subscription exists
 * @param periodNumber which period of it, counted from 0 without gaps or repeats; null for {@link Purpose#BIND}
 * @param tariffId with {@code tariffVersion} what was sold; null for {@link Purpose#BIND}
 * @param method the saved method to charge, or null when the customer fills one in
 * @param returnPath where the acquirer sends the browser back, a token is appended; null when no customer is present
 */
public record PaymentOrder(
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
        String description,
        boolean saveMethod,
        @Nullable MethodId method,
        @Nullable String returnPath,
        @Nullable Receipt receipt) {}
